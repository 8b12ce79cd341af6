import assert from 'node:assert/strict';
import { labelImg } from '../../../../../src/core/formats/labelImg/labelImg';
import { printLabelImg } from '../../../../../src/core/formats/labelImg/printLabelImg';
import { boxOf } from '../../../../../src/core/shapes/box';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const DOC = {
  image: { file: 'a.jpg', widthPx: 100, heightPx: 80 },
  state: 'done' as const,
  tags: [],
  kept: [],
  annotations: [
    {
      id: 'a',
      label: 'cat & dog',
      shape: boxOf({ x: 0.4, y: 10.9, width: 30.2, height: 20 }),
      difficult: true as const,
    },
    { id: 'b', label: 'cat', shape: boxOf({ x: 5, y: 6, width: 10, height: 20 }) },
  ],
};

/** As libs/pascal_voc_io.py of LabelImg 1.8 prints it. */
const XML = `<annotation verified="yes">
	<folder>photos</folder>
	<filename>a.jpg</filename>
	<path>photos/a.jpg</path>
	<source>
		<database>Unknown</database>
	</source>
	<size>
		<width>100</width>
		<height>80</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>cat &amp; dog</name>
		<pose>Unspecified</pose>
		<truncated>1</truncated>
		<difficult>1</difficult>
		<bndbox>
			<xmin>1</xmin>
			<ymin>10</ymin>
			<xmax>30</xmax>
			<ymax>30</ymax>
		</bndbox>
	</object>
	<object>
		<name>cat</name>
		<pose>Unspecified</pose>
		<truncated>0</truncated>
		<difficult>0</difficult>
		<bndbox>
			<xmin>5</xmin>
			<ymin>6</ymin>
			<xmax>15</xmax>
			<ymax>26</ymax>
		</bndbox>
	</object>
</annotation>
`;

describe('LabelImg', () => {
  it('writes as LabelImg does: cut to whole pixels from 1 on, its own guess of what is truncated', () => {
    assert.equal(printLabelImg('photos/a.jpg', DOC), XML);
  });

  it('writes what it read byte for byte', () => {
    const xml = XML.replace('photos/a.jpg', '/home/me/photos/a.jpg').replace('<depth>3', '<depth>1');
    const fs = new MemoryFs({ 'photos/a.jpg': 'x', 'photos/a.xml': xml });
    const { set } = readAll(
      labelImg,
      sourceOf(fs, () => ({ widthPx: 100, heightPx: 80 })),
    );
    assert.equal(written(labelImg, set).fs.readText('photos/a.xml'), xml);
  });

  it('says which boxes it moves, and which are truncated by its guess only', () => {
    const image = { path: 'a.jpg', labelled: true, doc: DOC };
    const schema = {
      images: [],
      sidecars: { place: 'auto' as const },
      classes: [],
      tags: [],
      skeletons: [],
      relations: [],
      panoptic: false,
    };
    const { report } = written(labelImg, { schema, imageCount: 1, images: [image] });
    assert.deepEqual(report.lossCounts, { 'labelimg-pixels': 1, 'labelimg-truncated': 1 });
  });
});
