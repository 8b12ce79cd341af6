import assert from 'node:assert/strict';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { SKELETON_TEMPLATES } from '../../../../src/core/schema/skeletonTemplates';
import { templateOf } from '../../../../src/core/schema/templateOf';

describe('the ready skeletons', () => {
  for (const template of SKELETON_TEMPLATES)
    it(`${template.name}: could be written out in relabel.yaml`, () => {
      const text = JSON.stringify({
        skeletons: [template],
        classes: [{ name: 'a', skeleton: template.name }],
      });
      const { schema, problems } = parseSchema(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(schema.skeletons, [template]);
      assert.deepEqual(templateOf(schema, 'a'), template);
    });

  it("are numbered and joined as COCO's and MediaPipe's", () => {
    const counts = SKELETON_TEMPLATES.map(({ joints, edges }) => [joints.length, edges.length]);
    assert.deepEqual(counts, [
      [17, 19],
      [5, 6],
      [21, 21],
    ]);
    const [person] = SKELETON_TEMPLATES;
    const numbers = person?.edges.map((edge) =>
      edge.map((name) => 1 + person.joints.findIndex((joint) => joint.name === name)).join('-'),
    );
    // categories[0].skeleton of COCO's person_keypoints files.
    assert.equal(
      numbers?.join(' '),
      '16-14 14-12 17-15 15-13 12-13 6-12 7-13 6-7 6-8 7-9 8-10 9-11 2-3 1-2 1-3 2-4 3-5 4-6 5-7',
    );
  });

  it('place mirrored joints where their partners are', () => {
    for (const { joints, swap } of SKELETON_TEMPLATES)
      for (const pair of swap) {
        const [a, b] = pair.map((name) => joints.find((joint) => joint.name === name)?.at);
        assert.ok(a && b && Math.abs(a[0] + b[0] - 1) < 1e-9 && a[1] === b[1], pair.join());
      }
  });
});
