import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ImageHeader } from '../../core/imageHeader/imageHeader';
import { imageHeaderOf } from '../../engine/dataset/imageHeaderOf';
import { imageStatus, type ImageFetch } from '../../engine/dataset/imageStatus';
import type { Workers } from '../../engine/workers';
import type { ImagePages, TiledImage } from '../../protocol/editor';
import type { OpenPicture } from '../../protocol/worker';
import { messageOf } from '../log';
import { showPlan, type ShowPlan } from './showPlan';

interface Common {
  /** Upright pixels, 0 when unknown. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Absent for a file of one page. */
  readonly pages?: ImagePages;
}

/** The picture behind an open document. */
export type ImageContent = Common &
  (
    | { readonly kind: 'file'; readonly stamp: string }
    | TiledImage
    | { readonly kind: 'missing'; readonly reason: string; readonly fetch?: ImageFetch }
  );

export interface ImageLoader {
  /** Started by the first image that needs it. */
  readonly imaging: () => Workers['imaging'];
  readonly maxMegapixels: () => number;
}

/** Finds out how a page (0-based) of an image is shown. Never rejects: what cannot be shown is `missing`, with the reason. */
export async function loadImage(path: string, loader: ImageLoader, page = 0): Promise<ImageContent> {
  const status = await imageStatus(path);
  if (status.state === 'missing') return missing(status.reason, undefined, status.fetch);
  const header = await imageHeaderOf(path).catch(() => undefined);
  const plan = page === 0 ? showPlan(header, loader.maxMegapixels()) : TILES;
  if (plan.by === 'nobody') return missing(tooLarge(path, plan.megapixels, loader.maxMegapixels()), header);
  const file = header && fileContent(header, `${status.mtimeMs}-${status.sizeBytes}`);
  if (plan.by === 'browser' && file) return header.animated ? withPages(file, path, loader) : file;
  try {
    return tiled(await open(path, page, loader), page);
  } catch (error) {
    const fallback = plan.by === 'tiles' && plan.browserToo ? file : undefined;
    return fallback ?? missing(messageOf(error), header);
  }
}

const TILES: ShowPlan = { by: 'tiles', browserToo: false };

function missing(reason: string, header: ImageHeader | undefined, fetch?: ImageFetch): ImageContent {
  const { widthPx = 0, heightPx = 0 } = header ?? {};
  return { kind: 'missing', reason, widthPx, heightPx, ...(fetch && { fetch }) };
}

function fileContent({ widthPx, heightPx }: ImageHeader, stamp: string): ImageContent {
  return { kind: 'file', stamp, widthPx, heightPx };
}

/** How many frames an animation has; the first is shown also where nothing here can count them. */
async function withPages(file: ImageContent, path: string, { imaging }: ImageLoader): Promise<ImageContent> {
  const facts = await imaging()
    .call('probe', { path })
    .catch(() => undefined);
  return { ...file, ...pagesOf(facts?.pages ?? 1, 0) };
}

function pagesOf(count: number, index: number): { readonly pages?: ImagePages } {
  return count > 1 ? { pages: { count, index } } : {};
}

function tooLarge(path: string, megapixels: number, limit: number): string {
  return vscode.l10n.t(
    '{0} has {1} megapixels; at most {2} are read, so that a file cannot fill the memory or the disk. The setting relabel.maxMegapixels raises the limit.',
    basename(path),
    megapixels,
    limit,
  );
}

function open(path: string, page: number, { imaging, maxMegapixels }: ImageLoader): Promise<OpenPicture> {
  return imaging().call('openPicture', { path, page, limitPixels: Math.round(maxMegapixels() * 1e6) });
}

function tiled({ pages, ...picture }: OpenPicture, page: number): ImageContent {
  return { kind: 'tiled', ...picture, ...pagesOf(pages, page) };
}
