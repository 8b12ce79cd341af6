import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ImageHeader } from '../../core/imageHeader/imageHeader';
import { imageHeaderOf } from '../../engine/dataset/imageHeaderOf';
import { imageStatus, type ImageFetch } from '../../engine/dataset/imageStatus';
import type { Workers } from '../../engine/workers';
import type { Preview } from '../../protocol/worker';
import { messageOf } from '../log';
import { BROWSER_MAX_SIDE_PX, showPlan } from './showPlan';

/** The picture behind an open document; sizes are upright pixels, 0 when unknown. */
export type ImageContent =
  | { readonly kind: 'file'; readonly stamp: string; readonly widthPx: number; readonly heightPx: number }
  | {
      readonly kind: 'rendered';
      readonly bytes: ArrayBuffer;
      readonly mime: string;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly note?: string;
    }
  | {
      readonly kind: 'missing';
      readonly reason: string;
      readonly fetch?: ImageFetch;
      readonly widthPx: number;
      readonly heightPx: number;
    };

export interface ImageLoader {
  /** Started by the first image that needs it. */
  readonly imaging: () => Workers['imaging'];
  readonly maxMegapixels: () => number;
}

/** Finds out how an image is shown. Never rejects: what cannot be shown is `missing`, with the reason. */
export async function loadImage(path: string, loader: ImageLoader): Promise<ImageContent> {
  const status = await imageStatus(path);
  if (status.state === 'missing') return missing(status.reason, undefined, status.fetch);
  const header = await imageHeaderOf(path).catch(() => undefined);
  const plan = showPlan(header, loader.maxMegapixels());
  const file = header && fileContent(header, `${status.mtimeMs}-${status.sizeBytes}`);
  if (plan.by === 'browser' && file) return file;
  if (plan.by === 'nobody') return missing(tooLarge(path, plan.megapixels, loader.maxMegapixels()), header);
  try {
    return rendered(await preview(path, loader), header);
  } catch (error) {
    const fallback = plan.by === 'imaging' && plan.browserToo ? file : undefined;
    return fallback ?? missing(messageOf(error), header);
  }
}

function missing(reason: string, header: ImageHeader | undefined, fetch?: ImageFetch): ImageContent {
  const { widthPx = 0, heightPx = 0 } = header ?? {};
  return { kind: 'missing', reason, widthPx, heightPx, ...(fetch && { fetch }) };
}

function fileContent({ widthPx, heightPx }: ImageHeader, stamp: string): ImageContent {
  return { kind: 'file', stamp, widthPx, heightPx };
}

function tooLarge(path: string, megapixels: number, limit: number): string {
  return vscode.l10n.t(
    '{0} has {1} megapixels; at most {2} are decoded, so that a file cannot fill the memory. The setting relabel.maxMegapixels raises the limit.',
    basename(path),
    megapixels,
    limit,
  );
}

function preview(path: string, { imaging, maxMegapixels }: ImageLoader): Promise<Preview> {
  const limitPixels = Math.round(maxMegapixels() * 1e6);
  return imaging().call('preview', { path, maxSidePx: BROWSER_MAX_SIDE_PX, limitPixels });
}

function rendered(
  { bytes, mime, image, window, ...size }: Preview,
  header: ImageHeader | undefined,
): ImageContent {
  const note = [
    window &&
      vscode.l10n.t('{0}-bit, shown from {1} to {2}', header?.bitDepth ?? 16, window.low, window.high),
    size.widthPx < image.widthPx && vscode.l10n.t('shown at {0} × {1}', size.widthPx, size.heightPx),
  ].filter(Boolean);
  return {
    kind: 'rendered',
    bytes: Uint8Array.from(bytes).buffer,
    mime,
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    ...(note.length > 0 && { note: note.join(', ') }),
  };
}
