import assert from 'node:assert/strict';
import { BROWSER_SAMPLES, type SampleInfo } from '../../../../src/core/display/samples';
import { pixelValues, valueText } from '../../../../src/core/display/valueText';

const CT: SampleInfo = { ...BROWSER_SAMPLES, depth: 16, channels: 1, slope: 1, intercept: -1024, unit: 'HU' };

describe('display: value text', () => {
  it('says units, channels and transparency', () => {
    assert.equal(valueText(pixelValues([2048], CT), CT, true), '1024 HU');
    assert.equal(valueText([12, 40, 200, 255], BROWSER_SAMPLES, false), 'R 12 G 40 B 200');
    assert.equal(valueText([12, 40, 200, 128], BROWSER_SAMPLES, false), 'R 12 G 40 B 200 A 128');
    assert.equal(valueText([12, 12, 12, 255], BROWSER_SAMPLES, true), '12');
  });

  it('gives fractions as many digits as their steps have', () => {
    const float = { ...CT, slope: 1 / 65535, intercept: 0 };
    assert.equal(valueText(pixelValues([32768], float), float, true), '0.50001 HU');
    assert.equal(
      valueText(pixelValues([1], { ...CT, slope: 0.5, intercept: 0 }), { ...CT, slope: 0.5 }, true),
      '0.5 HU',
    );
  });
});
