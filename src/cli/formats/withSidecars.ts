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
  const { overlay } = await sidecarOverlay(request.source, request.from === SIDECARS, signal);
  return overlay ? { ...request, overlay } : request;
}

/** The labels of a data set, whatever they are in: its sidecars, or else what is detected there. */
export async function withOwnLabels(
  request: ConversionRequest,
  signal: AbortSignal,
): Promise<ConversionRequest> {
  const { count, overlay } = await sidecarOverlay(request.source, true, signal);
  const own = count > 0 ? { ...request, from: SIDECARS } : request;
  return overlay ? { ...own, overlay } : own;
}
