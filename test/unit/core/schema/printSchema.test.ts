import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { printSchema } from '../../../../src/core/schema/printSchema';

const RICH = `version: 1
name: "a: b"
images: ["images/**/*.jpg"]
sidecars: {folder: labels}
labels: {coco: a/b.json}
classes:
  - {name: "yes", id: 7, color: "#4c9be8", key: "1", description: "x\\ny", shapes: [box]}
  - name: "17"
    id: 90
    skeleton: plier
    attributes:
      - {name: rusty, type: checkbox, default: true}
      - {name: finish, type: choice, options: [zinc, "null"], mutable: true}
      - {name: length, type: number, min: 0, max: 200, step: 5}
      - {name: colours, type: multichoice, options: [a, b], default: [b]}
      - {name: note, type: text}
  - {name: sky, stuff: true}
  - {name: person, skeleton: coco-person}
skeletons:
  - {name: plier, joints: [tip, {name: l, at: [0.5, 0], color: "#ff8000"}, r], edges: [[tip, l]], swap: [[l, r]]}
tags:
  - {name: surface, choice: single, required: true, options: [wood, {name: concrete, description: Also stone.}]}
relations: [part of]
panoptic: true
`;

describe('printing relabel.yaml', () => {
  it('prints all there is, so that it reads the same again', () => {
    const { schema, problems } = parseSchema(RICH);
    assert.deepEqual(problems, []);
    assert.deepEqual(parseSchema(printSchema(schema)), { schema, problems: [] });
    assert.equal(schema.classes[1]?.id, 90);
  });

  it('keeps any class name and id', () => {
    const names = fc.uniqueArray(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.trim() === name),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(names, (all) => {
        const classes = all.map((name, i) => ({ name, id: i * 3, attributes: [] }));
        const schema: LabelSchema = { ...EMPTY_SCHEMA, classes };
        const again = parseSchema(printSchema(schema));
        assert.deepEqual(again.problems, []);
        assert.deepEqual(again.schema.classes, classes);
      }),
    );
  });
});
