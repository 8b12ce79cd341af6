import type { Check } from './check';

export const orphan: Check = {
  id: 'orphan',
  severity: 'warning',
  about: 'The image of a sidecar is not there.',
  run: ({ imageExists, imageName }) =>
    imageExists
      ? []
      : [
          {
            check: orphan.id,
            severity: orphan.severity,
            message: `There is no image "${imageName}" for these labels: it was deleted, moved or renamed.`,
            fixes: [],
          },
        ],
};
