import { dagsHubApi, type DagsHubRepo } from '../../core/remotes/dagshub';
import { keepSecret, redacted } from '../dvc/redacted';
import type { Credentials } from './storage';

/** Whether a server knows a repository and lets somebody in. `why` is a sentence without secrets. */
export type Verified =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused' | 'notFound' | 'unreachable' | 'cancelled'; readonly why: string };

const TIMEOUT_MS = 15_000;

/**
 * Asks DagsHub's API for the repository. The token travels in a header, to that server only: redirects are not
 * followed. Never rejects.
 */
export async function verifyRepo(
  repo: DagsHubRepo,
  { user, token }: Credentials,
  {
    signal,
    timeoutMs = TIMEOUT_MS,
  }: { readonly signal?: AbortSignal | undefined; readonly timeoutMs?: number } = {},
): Promise<Verified> {
  keepSecret(token);
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const authorization = `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
    const reply = await fetch(dagsHubApi(repo), {
      headers: { authorization, accept: 'application/json' },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    await reply.body?.cancel();
    return verdict(reply.status, repo);
  } catch (error) {
    if (signal?.aborted) return { kind: 'cancelled', why: 'Cancelled.' };
    if (limit.aborted)
      return unreachable(repo, `it gave no answer within ${Math.round(timeoutMs / 1000)} seconds`);
    return unreachable(repo, reasonOf(error));
  }
}

function verdict(status: number, { server, owner, name }: DagsHubRepo): Verified {
  if (status >= 200 && status < 300) return { kind: 'ok' };
  if (status === 401 || status === 403)
    return {
      kind: 'refused',
      why: `${server} does not take this token. Make a new one there and try again.`,
    };
  if (status === 404)
    return {
      kind: 'notFound',
      why: `${server} has no repository ${owner}/${name}, or the token may not see it.`,
    };
  return { kind: 'unreachable', why: `${server} answered with status ${status}. Try again later.` };
}

function unreachable({ server }: DagsHubRepo, reason: string): Verified {
  return { kind: 'unreachable', why: redacted(`${server} could not be reached: ${reason}.`) };
}

/** `fetch` says only that it failed; the reason stands behind it. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.message !== '') return cause.message;
  return error instanceof Error ? error.message : String(error);
}
