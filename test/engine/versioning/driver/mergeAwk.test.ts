import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { mergeSidecar } from '../../../../src/core/formats/inPlace/merge/mergeSidecar';
import { AWK_EXITS, linesAwk, membersAwk } from '../../../../src/engine/versioning/driver/mergeAwk';
import { skipBecause } from '../../../helpers/skipBecause';
import { tempFolder } from '../../../helpers/tempFolder';
import { threeVersions } from '../../../helpers/threeVersions';

/** Each awk that machines have: whichever are here are tried. */
const AWKS = [['awk'], ['gawk', '--posix'], ['original-awk'], ['busybox', 'awk']] as const;
const RUNS = 80;

function docOf(text: string): AnnotationDoc {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok, text);
  return parsed.doc;
}

describe('the merge in awk', function () {
  this.timeout(180_000);
  const folder = tempFolder();
  const [base, ours, theirs] = ['base', 'ours', 'theirs'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];

  for (const [program, ...flags] of AWKS) {
    const awk = (b: string, o: string, t: string) => {
      const first = run(linesAwk(), b, o, t);
      return first.status === AWK_EXITS.changedTwice ? run(membersAwk(), b, o, t) : first;
    };
    const run = (awkProgram: string, b: string, o: string, t: string) => {
      writeFileSync(base, b);
      writeFileSync(ours, o);
      writeFileSync(theirs, t);
      const env = { ...process.env, LC_ALL: 'C' };
      return spawnSync(program, [...flags, awkProgram, base, ours, theirs], { encoding: 'utf8', env });
    };
    const isHere = spawnSync(program, [...flags, 'BEGIN { exit 0 }']).status === 0;

    it(`says what the merge by instance says, or nothing: ${[program, ...flags].join(' ')}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${program} on this machine`);
      const said = { clean: 0, conflict: 0, givenUp: 0 };
      fc.assert(
        fc.property(threeVersions, (versions) => {
          const [b, o, t] = [
            versions.base ? printSidecar(versions.base) : '',
            printSidecar(versions.ours),
            printSidecar(versions.theirs),
          ] as const;
          const { status, stdout } = awk(b, o, t);
          if (status === AWK_EXITS.givenUp) return void said.givenUp++;
          const merged = mergeSidecar(b, o, t);
          assert.ok(merged.ok && (status === AWK_EXITS.clean || status === AWK_EXITS.conflict));
          assert.equal(status === AWK_EXITS.conflict, merged.conflicts > 0);
          assert.ok(sameValue(docOf(stdout), docOf(merged.text)), `${stdout}\n---\n${merged.text}`);
          return void said[status === AWK_EXITS.clean ? 'clean' : 'conflict']++;
        }),
        { numRuns: RUNS },
      );
      assert.ok(said.clean > RUNS / 10, JSON.stringify(said));
      return undefined;
    });

    it(`keeps both versions of what clashes, and merges what does not: ${program}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${program} on this machine`);
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
      const { status, stdout } = awk(...sides);
      const merged = mergeSidecar(...sides);
      assert.equal(status, AWK_EXITS.conflict);
      assert.ok(merged.ok && merged.conflicts === 1);
      assert.equal(stdout, merged.text);
      const removed = [sides[0], text(b, c), sides[2]] as const;
      assert.equal(awk(...removed).status, AWK_EXITS.conflict);
      const other = mergeSidecar(...removed);
      assert.equal(awk(...removed).stdout, other.ok ? other.text : '');
      return undefined;
    });

    it(`leaves what is not as Relabel writes it to the merge by instance: ${program}`, function () {
      if (!isHere) return skipBecause(this, `there is no ${program} on this machine`);
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
