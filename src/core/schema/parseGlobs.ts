import picomatch from 'picomatch';
import type { Field, YamlReader } from './yamlReader';

const MAX_GLOB_CHARACTERS = 1000;
/** Each further one multiplies the time of matching by a name's length. */
const MAX_STARS = 3;
/** A repeated group that holds a wildcard takes time that grows exponentially. */
const NESTED_REPEAT = /[*+]\([^/)]*[*+]/;

/** The globs of `images`, a list or a single one. */
export function parseGlobs(reader: YamlReader, field: Field): readonly string[] {
  return reader.oneOrMore(field, 'images').flatMap((item) => {
    const glob = reader.name(item, 'An image glob');
    if (glob === undefined) return [];
    const problem = relativePathProblem(glob.replace(/^!/, '')) ?? globProblem(glob);
    if (problem === undefined) return [glob];
    reader.error(item, 'wrong-glob', `The image glob "${glob.slice(0, 60)}" ${problem}`);
    return [];
  });
}

/** Why a path cannot be used as one relative to the data set's folder. */
export function relativePathProblem(path: string): string | undefined {
  if (path.includes('\\')) return 'contains a backslash: separate folders with /.';
  if (path.startsWith('/') || /^[a-z]:/i.test(path))
    return "must be relative to this file's folder, without a leading / or drive.";
  if (path.split('/').includes('..')) return "must stay inside this file's folder, without ..";
  return undefined;
}

function globProblem(glob: string): string | undefined {
  if (glob.length > MAX_GLOB_CHARACTERS) return `has more than ${MAX_GLOB_CHARACTERS} characters.`;
  if (glob.split('/').some((name) => (name.match(/\*+/g)?.length ?? 0) > MAX_STARS))
    return `has more than ${MAX_STARS} * in one name: matching it could take hours.`;
  if (NESTED_REPEAT.test(glob))
    return 'has wildcards inside of a repeated group: matching it could take hours.';
  try {
    picomatch.makeRe(glob, { strictBrackets: true });
    return undefined;
  } catch (error) {
    return `is not valid: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
