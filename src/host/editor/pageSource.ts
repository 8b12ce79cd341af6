import type * as vscode from 'vscode';
import type { ImageSource } from '../../protocol/editor';
import type { ImageContent } from './imageContent';

/** A picture as a page is told of it. `size`: pixels that labels say, for a picture that cannot say it itself. */
export function pageSource(
  webview: vscode.Webview,
  file: vscode.Uri,
  image: ImageContent,
  size: { readonly widthPx: number; readonly heightPx: number },
): ImageSource {
  switch (image.kind) {
    case 'file': {
      const uri = webview.asWebviewUri(file).with({ query: `v=${image.stamp}` });
      return { kind: 'uri', uri: uri.toString(), widthPx: image.widthPx, heightPx: image.heightPx };
    }
    case 'tiled': {
      const { pages: _, ...source } = image;
      return source;
    }
    case 'missing':
      return {
        kind: 'missing',
        reason: image.reason,
        widthPx: image.widthPx || size.widthPx,
        heightPx: image.heightPx || size.heightPx,
        ...(image.fetch && { fetch: image.fetch.title }),
      };
  }
}
