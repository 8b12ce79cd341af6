import assert from 'node:assert/strict';
import { BROWSER_SAMPLES, type SampleInfo } from '../../../src/core/display/samples';
import type { PictureAccess } from '../../../webview/canvas/pictureAccess';
import { tellPictureTrouble } from '../../../webview/pictureTrouble';
import { Store } from '../../../webview/store';

class FakePicture implements PictureAccess {
  shown: SampleInfo | undefined = BROWSER_SAMPLES;
  failed: { readonly count: number; readonly reason: string } | undefined;
  readonly canAdjust = true;
  tell: () => void = () => {};

  samples(): SampleInfo | undefined {
    return this.shown;
  }
  failedTiles(): FakePicture['failed'] {
    return this.failed;
  }
  subscribe(listener: () => void): () => void {
    this.tell = listener;
    return () => {};
  }
  valueAt(): undefined {}
  histogram(): undefined {}
  autoWindow(): undefined {}
  retryTiles(): void {}
  readPixels = (): undefined => undefined;
}

describe('picture trouble', () => {
  const store = new Store();
  const picture = new FakePicture();
  const logged: unknown[] = [];
  tellPictureTrouble(store, picture, { notify: (_, payload) => void logged.push(payload) });
  const said = (failed: FakePicture['failed']): string | undefined => {
    picture.failed = failed;
    picture.tell();
    return store.state.imageError;
  };

  it('says how many parts are missing and why, once in the log, and takes it back', () => {
    assert.equal(said({ count: 1, reason: 'no' }), 'A part of the picture could not be read: no');
    assert.equal(said({ count: 3, reason: 'no' }), '3 parts of the picture could not be read: no');
    said({ count: 3, reason: 'no' });
    assert.equal(logged.length, 2);
    assert.equal(said(undefined), undefined);
  });

  it('says that nothing can be shown when nothing is', () => {
    picture.shown = undefined;
    assert.equal(said({ count: 1, reason: 'no' }), 'The picture cannot be shown: no');
    picture.shown = BROWSER_SAMPLES;
    said(undefined);
  });

  it('leaves alone what others said', () => {
    said({ count: 1, reason: 'no' });
    store.set({ imageError: 'decoder says no' });
    assert.equal(said(undefined), 'decoder says no');
  });
});
