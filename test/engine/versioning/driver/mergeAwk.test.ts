import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { mergeSidecar } from '../../../../src/core/formats/inPlace/merge/mergeSidecar';
import { AWK_EXITS, linesAwk, membersAwk } from '../../../../src/engine/versioning/driver/mergeAwk';
import { KINDS, scripted, type Script } from '../../../helpers/mergeScript';
import { skipBecause } from '../../../helpers/skipBecause';
import { tempFolder } from '../../../helpers/tempFolder';
import { threeVersions } from '../../../helpers/threeVersions';

/** Each awk that machines have: whichever are here are tried. */
const AWKS = [['awk'], ['mawk'], ['gawk', '--posix'], ['original-awk'], ['busybox', 'awk']] as const;
const RUNS = 500;

/** Steps of people who use what labels are made of, and nothing that only other versions write. */
const plainStep = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 12, 13, 14, 15, 18), fc.nat(11))
  .map(([kind, rest]) => kind + KINDS * rest);
const plainSteps = (minLength: number): fc.Arbitrary<Script> =>
  fc.array(plainStep, { minLength, maxLength: 2 * minLength });
const plainVersions = fc.tuple(plainSteps(6), plainSteps(2), plainSteps(2)).map(([before, left, right]) => {
  const base = scripted(before);
  return { base, ours: scripted(left, base), theirs: scripted(right, base) };
});
const anyVersions = fc.oneof<fc.Arbitrary<Versions>[]>(threeVersions, plainVersions, plainVersions);

interface Versions {
  readonly base: AnnotationDoc | undefined;
  readonly ours: AnnotationDoc;
  readonly theirs: AnnotationDoc;
}

type Sides = readonly [base: string, ours: string, theirs: string];
interface Said {
  readonly status: number;
  readonly text: string;
}

/** What the driver's script does for each case, in one shell: the second program where the first one says so. */
const EACH = `
export LC_ALL=C
lines=$1 members=$2 count=$3; shift 3
i=0
while [ "$i" -lt "$count" ]; do
  "$@" "$lines" "$i.b" "$i.o" "$i.t" "$i.out" >/dev/null 2>&1; code=$?
  [ "$code" = 4 ] && { "$@" "$members" "$i.b" "$i.o" "$i.t" "$i.out" >/dev/null 2>&1; code=$?; }
  echo "$code"; i=$((i + 1))
done`;

function docOf(text: string): AnnotationDoc {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok, text);
  return parsed.doc;
}

describe('the merge in awk', function () {
  this.timeout(180_000);
  const folder = tempFolder();

  for (const program of AWKS) {
    const name = program.join(' ');
    const all = (cases: readonly Sides[]): readonly Said[] => {
      cases.forEach((sides, i) => {
        sides.forEach((text, at) => writeFileSync(join(folder, `${i}.${'bot'.charAt(at)}`), text));
      });
      const args = ['-c', EACH, 'sh', linesAwk(), membersAwk(), String(cases.length), ...program];
      const { stdout } = spawnSync('sh', args, { encoding: 'utf8', cwd: folder });
      const codes = stdout.trim().split('\n').map(Number);
      assert.equal(codes.length, cases.length);
      return codes.map((status, i) => {
        const isSaid = status === AWK_EXITS.clean || status === AWK_EXITS.conflict;
        return { status, text: isSaid ? readFileSync(join(folder, `${i}.out`), 'utf8') : '' };
      });
    };
    const awk = (...sides: Sides): Said => all([sides])[0] ?? { status: -1, text: '' };
    const isHere = spawnSync(program[0], [...program.slice(1), 'BEGIN { exit 0 }']).status === 0;

    it(`says what the merge by instance says, or nothing: ${name}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${name} on this machine`);
      const count = { clean: 0, conflict: 0, givenUp: 0 };
      const cases = fc
        .sample(anyVersions, RUNS)
        .map(({ base, ours, theirs }): Sides => [
          base ? printSidecar(base) : '',
          printSidecar(ours),
          printSidecar(theirs),
        ]);
      const said = all(cases);
      cases.forEach((sides, i) => {
        const { status, text } = said[i] as Said;
        if (status === AWK_EXITS.givenUp) return void count.givenUp++;
        const merged = mergeSidecar(...sides);
        const shown = [...sides, text, merged.ok ? merged.text : ''].join('---\n');
        assert.ok(merged.ok && (status === AWK_EXITS.clean || status === AWK_EXITS.conflict), shown);
        assert.equal(status === AWK_EXITS.conflict, merged.conflicts > 0, shown);
        assert.ok(sameValue(docOf(text), docOf(merged.text)), shown);
        return void count[status === AWK_EXITS.clean ? 'clean' : 'conflict']++;
      });
      assert.ok(count.clean > RUNS / 10 && count.conflict > RUNS / 20, JSON.stringify(count));
      return undefined;
    });

    it(`keeps both versions of what clashes, and merges what does not: ${name}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${name} on this machine`);
      const text = (...lines: string[]): string =>
        `{"relabel": 1,\n"image": {"file": "a.png", "width": 9, "height": 9},\n"annotations": [\n${lines.join(',\n')}\n]}\n`;
      const [a, b, c] = [...'abc'].map(
        (id) => `{"id": "${id}aaaaa", "label": "car", "box": [1, 2, 3.5, 4], "text": "\\"x"}`,
      );
      assert.ok(a && b && c);
      const sides = [
        text(a, b, c),
        text(a.replace('car', 'bus'), b.replace('car', 'bus'), c),
        text(a.replace('car', 'van'), b.replace('3.5', '3.25'), c),
      ] as const;
      const { status, text: said } = awk(...sides);
      const merged = mergeSidecar(...sides);
      assert.equal(status, AWK_EXITS.conflict);
      assert.ok(merged.ok && merged.conflicts === 1);
      assert.equal(said, merged.text);
      const removed = [sides[0], text(b, c), sides[2]] as const;
      assert.equal(awk(...removed).status, AWK_EXITS.conflict);
      const other = mergeSidecar(...removed);
      assert.equal(awk(...removed).text, other.ok ? other.text : '');
      return undefined;
    });

    it(`merges attributes by their names: ${name}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${name} on this machine`);
      const text = (attributes?: string): string =>
        `{"relabel": 1,\n"image": {"file": "a.png", "width": 9, "height": 9},\n"annotations": [\n` +
        `{"id": "aaaaaa", "label": "car", "box": [1, 2, 3, 4]${attributes === undefined ? '' : `, "attributes": {${attributes}}`}}\n]}\n`;
      for (const [base, ours, theirs, conflicts] of [
        ['"a": 1', '"a": 1, "b": "x"', '"a": 1, "c": true', 0],
        ['"a": 1', '"a": 2, "z": 1', '"a": 1, "b": 1', 0],
        ['"a": 1, "b": 2', '"b": 2', '"a": 1, "b": 3', 0],
        [undefined, '"b": "x", "a": null', '"c": -1.5', 0],
        ['"a": 1', '"a": 2', '"a": 3, "c": 1', 1],
        ['"a": 1, "b": 1', '"b": 1', '"a": 3, "b": 2', 1],
        ['"a": 1, "b": 1', '"a": 2, "b": 1, "c": 1', '"a": 1, "b": 1, "c": 2', 1],
        ['"__proto__": 1', '"__proto__": 1, "constructor": 2', '"__proto__": 3', 0],
      ] as const) {
        const sides = [text(base), text(ours), text(theirs)] as const;
        const said = awk(...sides);
        const merged = mergeSidecar(...sides);
        assert.equal(
          said.status,
          conflicts > 0 ? AWK_EXITS.conflict : AWK_EXITS.clean,
          `${base} ${ours} ${theirs}`,
        );
        assert.ok(merged.ok && merged.conflicts === conflicts);
        assert.equal(said.text, merged.text);
      }
      for (const odd of [
        '"a": 1.0',
        '"a": 1e3',
        '"a": [1]',
        '"a": "\\u0041"',
        '"a": 1, "a": 2',
        '"a": -0',
        '',
      ])
        assert.equal(awk(text('"a": 5'), text(odd), text('"a": 7, "b": 1')).status, AWK_EXITS.givenUp, odd);
      return undefined;
    });

    it(`keeps comments out of what clashes: ${name}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${name} on this machine`);
      const text = (label: string, ...comments: string[]): string =>
        `{"relabel": 1,\n"image": {"file": "a.png", "width": 9, "height": 9},\n"annotations": [\n` +
        `{"id": "aaaaaa", "label": "${label}", "box": [1, 2, 3, 4], "text": "two\\nlines"` +
        `${comments.length > 0 ? `, "comments": [${comments.join(', ')}]` : ''}}\n]}\n`;
      const [first, second] = [
        '{"id": "c1", "text": "why, \\"comments\\": no"}',
        '{"id": "c2", "text": "so"}',
      ] as const;
      for (const sides of [
        [text('car', first), text('bus', first), text('van', first, second)],
        [text('car'), text('bus', first), text('van')],
      ] as const) {
        const merged = mergeSidecar(...sides);
        assert.deepEqual(awk(...sides), { status: AWK_EXITS.conflict, text: merged.ok ? merged.text : '' });
      }
      return undefined;
    });

    it(`says nothing where the disk is full: ${name}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${name} on this machine`);
      if (process.platform === 'win32') return skipBecause(this, 'Windows has no limit on sizes of files');
      const entry = (i: number): string =>
        `{"id": "a${String(10_000 + i)}", "label": "car", "box": [1, 2, 3, ${i}]}`;
      const text = (count: number): string =>
        `{"relabel": 1,\n"image": {"file": "a.png", "width": 9, "height": 9},\n"annotations": [\n${Array.from({ length: count }, (_, i) => entry(i)).join(',\n')}\n]}\n`;
      [text(100), text(101), text(100)].forEach((side, i) => {
        writeFileSync(join(folder, `full.${'bot'.charAt(i)}`), side);
      });
      const script = `trap '' XFSZ; ulimit -f 3 || exit 0; "$@"`;
      const files = ['b', 'o', 't', 'out'].map((end) => join(folder, `full.${end}`));
      const { status } = spawnSync('sh', ['-c', script, 'sh', ...program, linesAwk(), ...files]);
      assert.notEqual(status, AWK_EXITS.clean);
      return undefined;
    });

    it(`leaves what is not as Relabel writes it to the merge by instance: ${name}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${name} on this machine`);
      const text = (lines: string): string =>
        `{"relabel": 1,\n"image": {"file": "a.png", "width": 9, "height": 9},\n"annotations": [\n${lines}\n]}\n`;
      const one = '{"id": "aaaaaa", "label": "car", "box": [1, 2, 3, 4]}';
      const good = text(one);
      for (const [what, bad] of [
        ['CRLF', good.replaceAll('\n', '\r\n')],
        ['a byte order mark', `\uFEFF${good}`],
        ['another layout', JSON.stringify(JSON.parse(good), null, 2)],
        ['marks', `<<<<<<< a\n${good}`],
        ['nothing', ''],
        ['an end that is missing', good.slice(0, -4)],
        ['an id twice', text(`${one},\n${one}`)],
        ['a comma too many', text(`${one},`)],
        ['a comma that is missing', text(`${one}\n${one.replace('aaaaaa', 'bbbbbb')}`)],
        ['another order', text(`${one.replace('aaaaaa', 'bbbbbb')},\n${one}`)],
        ['another frame', good.replace('"width": 9', '"width": 18')],
        ['a newer version', good.replace('"relabel": 1', '"relabel": 2')],
        ['text behind the end', `${good}x`],
      ] as const) {
        assert.equal(awk(good, bad, good.replace('car', 'bus')).status, AWK_EXITS.givenUp, what);
        assert.equal(awk(good, good.replace('car', 'bus'), bad).status, AWK_EXITS.givenUp, what);
      }
      const added = text(`${one},\n${one.replace('aaaaaa', 'bbbbbb')}`);
      assert.equal(
        awk(good, added, added.replace('bbbbbb", "label": "car', 'bbbbbb", "label": "bus')).status,
        3,
      );
      return undefined;
    });
  }
});
