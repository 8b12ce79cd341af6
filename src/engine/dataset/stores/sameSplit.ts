const SPLITS: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
};

/** False when a label file's name and an image's path name two different splits: `a.jpg` of one is not that of another. */
export function sameSplit(labelFile: string, imagePath: string): boolean {
  const [ofFile] = splitsIn([labelFile]);
  const ofImage = splitsIn(imagePath.split('/').slice(0, -1));
  return ofFile === undefined || ofImage.length === 0 || ofImage.includes(ofFile);
}

function splitsIn(names: readonly string[]): readonly string[] {
  const words = names.flatMap((name) => name.toLowerCase().split(/[^a-z]+/));
  return words.flatMap((word) => (Object.hasOwn(SPLITS, word) ? (SPLITS[word] ?? []) : []));
}
