/** Names of metrics in PromQL or in any text, each once; a histogram's series (`_bucket`, `_sum`, `_count`) under its own name. */
export function metricNames(text: string, histograms: ReadonlySet<string>): readonly string[] {
  const found = [...text.matchAll(/\bsluice_[a-z0-9_]+/g)].map(([name]) => {
    const base = name.replace(/_(bucket|sum|count)$/, "");
    return histograms.has(base) ? base : name;
  });
  return [...new Set(found)].sort();
}
