/**
 * The first of these images that has no sidecar; undefined when all have one. What is `known` to be labelled is skipped
 * without a look at the disk; what is found there is added to it.
 */
export async function firstUnlabelled(
  paths: readonly string[],
  known: Set<string>,
  hasSidecar: (path: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const path of paths) {
    if (known.has(path)) continue;
    if (!(await hasSidecar(path))) return path;
    known.add(path);
  }
  return undefined;
}
