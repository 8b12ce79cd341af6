import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isToolId, TOOLS, toolNamed } from '../../../../src/core/tools/index';
import { runStep, startRun } from '../../../../src/core/tools/run';
import { DEFAULT_TOOL_OPTIONS } from '../../../../src/core/tools/options';
import type { ToolContext } from '../../../../src/core/tools/tool';
import { boxed, script } from '../../../helpers/toolScript';

const FOLDER = join(process.cwd(), 'src/core/tools');

describe('the registry of tools', () => {
  it('has every tool of its folder', function () {
    if (!existsSync(FOLDER)) this.skip();
    const made = readdirSync(FOLDER).flatMap((file) =>
      [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^  id: '(\w+)',$/gm)].map((found) => found[1]),
    );
    assert.deepEqual(made.sort(), TOOLS.map(({ id }) => id).sort());
  });

  it('knows its tools by id, and no others', () => {
    for (const tool of TOOLS) assert.equal(toolNamed(tool.id), tool);
    assert.ok(!isToolId('lasso') && !isToolId('toString') && isToolId('pan'));
  });
});

describe('the interpreter of tools', () => {
  it('drops the gesture in hand when another tool is picked', () => {
    const s = script('box', { activeClass: 'nut' })
      .down(10, 10)
      .move(50, 50)
      .switchTo('polygon')
      .expectIdle();
    assert.equal(s.last?.cursor, 'crosshair');
    s.up(50, 50).expectEdits().expectIdle();
    assert.equal(s.run.tool, 'polygon');
  });

  it('goes by Escape from the gesture to the select tool to no selection', () => {
    const s = script('box', { annotations: [boxed('a', 1, 1, 9, 9)], selection: ['a'] })
      .down(10, 10)
      .move(50, 50);
    s.cancel().expectIdle();
    assert.equal(s.run.tool, 'box');
    s.cancel().expectSelected('a');
    assert.equal(s.run.tool, 'select');
    s.cancel().expectSelected();
    s.cancel().expectIdle();
  });

  it('lets an idle tool be when the focus is lost', () => {
    const s = script('select', { annotations: [boxed('a', 10, 10, 40, 40), boxed('b', 20, 20, 50, 50)] });
    s.click(35, 35).expectSelected('a').interrupt().click(35, 35).expectSelected('b');
  });

  it('turns a thrown error into a dropped gesture', () => {
    const broken = {
      options: DEFAULT_TOOL_OPTIONS,
      get doc(): never {
        throw new Error('no document');
      },
    } as unknown as ToolContext;
    const event = {
      imagePoint: { x: 1, y: 1 },
      modifiers: { shift: false, alt: false, mod: false },
      clicks: 1,
    };
    const step = runStep(startRun('box'), { type: 'down', ...event }, broken);
    assert.match(String(step.error), /no document/);
    assert.equal(step.busy, false);
    assert.deepEqual(step.state, startRun('box'));
  });

  it('pans without touching anything', () => {
    const s = script('pan', { annotations: [boxed('a', 10, 10, 40, 40)] }).drag([20, 20], [60, 60]);
    s.expectEdits().expectSelected().expectIdle();
    assert.equal(s.last?.cursor, 'grab');
  });
});
