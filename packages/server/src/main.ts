import { PlainFailure } from "./cli/plain-failure.ts";
import { createProgram } from "./cli/program.ts";

try {
  const program = await createProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  const text = error instanceof PlainFailure ? error.message : error;
  console.error(text);
  process.exitCode = 1;
}
