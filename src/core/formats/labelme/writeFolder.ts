import type { Target } from '../format';
import type { LabelSet } from '../labelSet';
import { labelsTxt } from './classNames';
import { labelFileOf, relativeImagePath } from './imagePaths';
import { labelMeText } from './writeLabelMe';
import type { Style } from './style';

/** Writes a file beside each image, and `labels.txt`. Images that nobody has looked at get none. */
export function writeLabelMeFolder(set: LabelSet, target: Target, style: Style): void {
  const { fs, report } = target;
  const taken = new Set(['labels.txt']);
  let done = 0;
  for (const { path, labelled, doc } of set.images) {
    target.image(path, path);
    done++;
    if (done % 100 === 0) report.progress(done, set.imageCount, 'images');
    if (!labelled && doc.annotations.length === 0 && doc.tags.length === 0) continue;
    const file = freeName(path, taken);
    if (file !== labelFileOf(path))
      report.loss(path, {
        code: 'same-stem',
        message: 'images share their name but for its end: LabelMe finds the labels of one of them only',
      });
    fs.writeText(file, labelMeText(doc, relativeImagePath(file, path), style));
    for (const { shape } of doc.annotations)
      if (shape.kind === 'ellipse' && shape.rx !== shape.ry)
        report.loss(path, {
          code: 'ellipse-as-polygon',
          message: 'ellipses that are no circles look like polygons to other programs',
        });
    report.wrote(path, doc.annotations.length);
  }
  fs.writeText('labels.txt', labelsTxt(set.schema.classes));
}

/** Two images of one folder that differ in their extension only; case does not count on some disks. */
function freeName(path: string, taken: Set<string>): string {
  const wanted = labelFileOf(path);
  const names = [wanted, `${path}.json`];
  for (let i = 2; ; i++) {
    const name = names.shift() ?? `${path}-${i}.json`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
