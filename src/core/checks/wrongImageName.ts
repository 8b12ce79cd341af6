import { emptyEdit } from '../edit/edit';
import type { Check } from './check';

export const wrongImageName: Check = {
  id: 'wrong-image-name',
  severity: 'warning',
  about: 'The sidecar names another image than the one it stands for.',
  run({ doc, imageName }) {
    // macOS may spell the same letters with other code points.
    if (doc.image.file.normalize() === imageName.normalize()) return [];
    const title = `Set the name to "${imageName}"`;
    return [
      {
        check: wrongImageName.id,
        severity: wrongImageName.severity,
        message: `The labels name the image "${doc.image.file}" but stand for "${imageName}": was the image renamed, or the sidecar copied?`,
        fixes: [
          { title, edit: { ...emptyEdit(title), image: [doc.image, { ...doc.image, file: imageName }] } },
        ],
      },
    ];
  },
};
