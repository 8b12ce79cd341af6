import { forgeOf, repositoryUrl, type Forge } from './compareUrl';
import type { RemotePlace } from './remoteUrl';

const FOLDERS: Readonly<Record<Forge, string>> = {
  github: 'commit',
  gitlab: '-/commit',
  bitbucket: 'commits',
  'bitbucket-server': 'commits',
  dagshub: 'commit',
  gitea: 'commit',
  azure: 'commit',
};

/** The page of a commit (full hash); undefined for a server whose pages we do not know. */
export function commitUrl(place: RemotePlace, commit: string): string | undefined {
  const forge = forgeOf(place);
  return forge && `${repositoryUrl(place, forge)}/${FOLDERS[forge]}/${encodeURIComponent(commit)}`;
}
