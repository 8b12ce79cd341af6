import type { ConversionRequest } from '../../engine/formats/conversion';
import { sidecarOverlay } from '../../engine/formats/sidecarOverlay';

/** Our own format: labels in sidecars. */
export const SIDECARS = 'relabel';

/** The request with sidecars that lie in trees of their own shown beside their images, where sidecars are read. */
export async function withSidecars(
  request: ConversionRequest,
  signal: AbortSignal,
): Promise<ConversionRequest> {
  if (request.from !== undefined && request.from !== SIDECARS) return request;
  const overlay = await sidecarOverlay(request.source, signal);
  return overlay ? { ...request, overlay } : request;
}
