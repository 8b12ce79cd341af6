import { editDistance } from '../../core/schema/closest';

/** The few of the names that somebody may have meant who wrote `wanted`, the likeliest first. */
export function alike(wanted: string, names: readonly string[], most = 3): readonly string[] {
  const target = wanted.toLowerCase();
  return names
    .map((name) => ({ name, far: distance(target, name.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, Math.ceil(target.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}

const MAX_CHARS = 80;

/** How many letters have to be changed; what one of them only has more at its end or its begin counts little. */
function distance(a: string, b: string): number {
  if (a.length > MAX_CHARS || b.length > MAX_CHARS || a === '') return Infinity;
  const isPart = b.startsWith(a) || a.startsWith(b) || b.endsWith(`/${a}`);
  return isPart ? 1 : editDistance(a, b);
}
