import { expect, test } from "vitest";
import { commands } from "./commands/index.ts";
import { createProgram } from "./program.ts";

/** The full names of the commands in a program. */
async function namesOf(args: readonly string[]): Promise<readonly string[]> {
  const program = await createProgram(args);
  return program.commands.flatMap(command =>
    command.commands.length === 0
      ? [command.name()]
      : command.commands.map(leaf => `${command.name()} ${leaf.name()}`),
  );
}

test.each(Object.keys(commands))("sluice %s is that command, alone in its program", async name => {
  expect(await namesOf([...name.split(" "), "--json"])).toEqual([name]);
});

test.each([
  { args: [] },
  { args: ["--help"] },
  { args: ["token"] },
  { args: ["token", "--help"] },
  { args: ["help", "token", "create"] },
  { args: ["tokens", "create"] },
])("sluice $args knows every command", async ({ args }) => {
  expect((await namesOf(args)).toSorted()).toEqual(Object.keys(commands).toSorted());
});

test.each(["token create", "session list", "doctor", "backup"])(
  "the help of sluice %s, which makes no data folder, says which command does",
  async name => {
    const [group, leaf] = name.split(" ");
    const program = await createProgram(name.split(" "));
    const called = program.commands.find(each => each.name() === group);
    const command = called?.commands.find(each => each.name() === leaf) ?? called;
    const help = command?.helpInformation().replace(/\s+/g, " ");
    expect(help).toContain("--data-dir <folder> Folder of the database. sluice start makes it");
  },
);
