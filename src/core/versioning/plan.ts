/** Data to record with DVC before the commit. Paths are relative to git's root, `/` between names. */
export interface DataTarget {
  /** Files or folders to hand to DVC, relative to git's root. */
  readonly targets: readonly string[];
  /** `add` for data that stands by itself, `commit` for outputs of a pipeline's stage. */
  readonly how: 'add' | 'commit';
  /** Files in git that DVC writes while it records: `data.dvc`, `.gitignore`, `dvc.lock`. */
  readonly writes: readonly string[];
  /** For people: "data: 12 added". */
  readonly title: string;
}

/** What one version consists of. A plan is plain data: it is kept on disk while it is carried out. */
export interface VersionPlan {
  readonly data: readonly DataTarget[];
  /** Label files to commit, relative to git's root. */
  readonly labels: readonly string[];
  readonly message: string;
  readonly tag?: { readonly name: string; readonly notes: string };
  /** Where git pushes to; absent = nothing is pushed to git. */
  readonly pushGit?: { readonly remote: string; readonly branch: string; readonly to: string };
  readonly pushData: boolean;
}

export const STEPS = ['record', 'commit', 'tag', 'pushData', 'pushGit'] as const;
export type StepKind = (typeof STEPS)[number];

/** A file in git and its text before; null when there was none. */
export interface FileBefore {
  readonly path: string;
  readonly text: string | null;
}

/** What was before the first step, so that every later state has a way back to it. */
export interface Before {
  /** Full hash of HEAD; null before the first commit. */
  readonly head: string | null;
  /** Full name of the branch that is checked out, `refs/heads/main`; null when HEAD is detached. */
  readonly branch: string | null;
  /** Lines of `git ls-files --stage` for the files that the version touches. */
  readonly index: readonly string[];
  readonly files: readonly FileBefore[];
}

/** How far a version has come. */
export interface VersionRun {
  readonly plan: VersionPlan;
  readonly before: Before;
  readonly done: readonly StepKind[];
  /** The files of `before` as DVC left them: what somebody edits afterwards is not overwritten. */
  readonly recorded?: readonly FileBefore[];
  /** Full hash of the commit that was made. */
  readonly commit?: string;
  /** Object id of the tag that was made. */
  readonly tagObject?: string;
  readonly failed?: { readonly step: StepKind; readonly why: string };
}

/** What a step brought about, as far as undoing it needs to know. */
export type StepResult = Pick<VersionRun, 'recorded' | 'commit' | 'tagObject'>;

export type VersionEvent =
  | ({ readonly kind: 'done'; readonly step: StepKind } & StepResult)
  | ({ readonly kind: 'failed'; readonly step: StepKind; readonly why: string } & StepResult);

/** The steps that a plan needs, in their order: what is pushed has been committed, and data goes before what names it. */
export function stepsOf({ data, labels, tag, pushData, pushGit }: VersionPlan): readonly StepKind[] {
  const needed: Record<StepKind, boolean> = {
    record: data.some(({ targets }) => targets.length > 0),
    commit: data.length > 0 || labels.length > 0,
    tag: tag !== undefined,
    pushData,
    pushGit: pushGit !== undefined,
  };
  return STEPS.filter((step) => needed[step]);
}

export function startRun(plan: VersionPlan, before: Before): VersionRun {
  return { plan, before, done: [] };
}

/** The step to be taken now; undefined when the version is complete. */
export function nextStep({ plan, done }: VersionRun): StepKind | undefined {
  return stepsOf(plan).find((step) => !done.includes(step));
}

/** Total: an event of a step that is not the next one changes nothing. */
export function advance(run: VersionRun, event: VersionEvent): VersionRun {
  if (event.step !== nextStep(run)) return run;
  const { failed: _, ...rest } = { ...run, ...resultOf(event) };
  if (event.kind === 'failed') return { ...rest, failed: { step: event.step, why: event.why } };
  return { ...rest, done: [...run.done, event.step] };
}

function resultOf({ recorded, commit, tagObject }: VersionEvent): StepResult {
  return {
    ...(recorded !== undefined && { recorded }),
    ...(commit !== undefined && { commit }),
    ...(tagObject !== undefined && { tagObject }),
  };
}

/** Leads back, in this order; each is checked again when it is done, and refused when something came in between. */
export type WayBack =
  | { readonly kind: 'deleteTag'; readonly name: string; readonly object: string }
  | {
      readonly kind: 'uncommit';
      readonly commit: string;
      readonly to: string | null;
      readonly branch: string | null;
    }
  | { readonly kind: 'restoreIndex'; readonly lines: readonly string[]; readonly paths: readonly string[] }
  | {
      readonly kind: 'restoreFiles';
      readonly files: readonly FileBefore[];
      /** What they must be now; a file that is not in the list may be anything. */
      readonly recorded: readonly FileBefore[];
    };

/** What undoes the steps that were taken; undefined when others may have the version already. */
export function wayBack(run: VersionRun): readonly WayBack[] | undefined {
  const { plan, before, done, commit, tagObject } = run;
  if (done.includes('pushGit')) return undefined;
  const hasRecorded = done.includes('record') || run.failed?.step === 'record';
  return [
    ...(plan.tag && tagObject !== undefined
      ? [{ kind: 'deleteTag', name: plan.tag.name, object: tagObject } as const]
      : []),
    ...(commit === undefined
      ? []
      : [{ kind: 'uncommit', commit, to: before.head, branch: before.branch } as const]),
    // DVC may stage what it writes (core.autostage); label files are staged by the commit alone.
    ...(commit !== undefined || hasRecorded
      ? [indexBack(before, commit === undefined ? written(plan) : touched(plan))]
      : []),
    ...(hasRecorded && before.files.length > 0
      ? [{ kind: 'restoreFiles', files: before.files, recorded: run.recorded ?? [] } as const]
      : []),
  ];
}

function indexBack({ index }: Before, paths: readonly string[]): WayBack {
  const wanted = new Set(paths);
  const lines = index.filter((line) => wanted.has(line.slice(line.indexOf('\t') + 1)));
  return { kind: 'restoreIndex', lines, paths };
}

/** Files in git that DVC writes for the version. */
export function written({ data }: VersionPlan): readonly string[] {
  return [...new Set(data.flatMap(({ writes }) => writes))].sort();
}

/** Files in git that the version writes or commits. */
export function touched(plan: VersionPlan): readonly string[] {
  return [...new Set([...written(plan), ...plan.labels])].sort();
}

/** What a step does, for a list or a progress line. */
export function stepText(step: StepKind, plan: VersionPlan): string {
  switch (step) {
    case 'record':
      return `Record the data with DVC (${plan.data
        .filter(({ targets }) => targets.length > 0)
        .map(({ title }) => title)
        .join('; ')})`;
    case 'commit':
      return `Commit ${counted(touched(plan).length, 'file')} to git, and nothing else that is staged`;
    case 'tag':
      return `Tag it ${plan.tag?.name ?? ''}`;
    case 'pushData':
      return 'Push the data to the DVC remote';
    case 'pushGit':
      return `Push ${plan.pushGit?.branch ?? ''}${plan.tag ? ' and the tag' : ''} to ${plan.pushGit?.remote ?? ''}`;
  }
}

const DONE_TEXT: Readonly<Record<StepKind, string>> = {
  record: 'the data is recorded in .dvc files and in the local cache',
  commit: 'the commit is made',
  tag: 'the tag is set',
  pushData: 'the data is on the DVC remote',
  pushGit: 'the commit is on the git remote',
};

/** Where a version stands that did not come to its end, and how it can go on: whole sentences. */
export function standing(run: VersionRun): string {
  const { plan, done, failed } = run;
  const next = nextStep(run);
  if (next === undefined) return 'The version is complete.';
  const words = done.map((step) => DONE_TEXT[step]);
  const reached = words.length === 0 ? 'Nothing was changed yet' : `So far ${words.join(', ')}`;
  const left = stepsOf(plan)
    .filter((step) => !done.includes(step))
    .map((step) => lowerFirst(stepText(step, plan)));
  const why = failed ? `${failed.why} ` : '';
  return `${why}${reached}. Still to do: ${left.join('; then ')}. Go on to try again from there${backText(run)}.`;
}

function backText(run: VersionRun): string {
  const back = wayBack(run);
  if (back === undefined || back.length === 0) return '';
  const words = {
    deleteTag: 'delete the tag',
    uncommit: 'take the commit back',
    restoreIndex: '',
    restoreFiles: 'restore the .dvc files',
  };
  const what = back.map(({ kind }) => words[kind]).filter((text) => text !== '');
  return `, or undo it (${what.join(', ') || 'restore the index'}); images and label files stay as they are either way`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
