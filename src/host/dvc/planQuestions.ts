import * as vscode from 'vscode';
import type { VersionPlan } from '../../core/versioning/plan';
import { pushTarget } from '../../engine/versioning/version/pushTarget';
import { refusedTag } from '../../engine/versioning/version/tags';
import { askMany } from '../steps/askMany';
import { askText } from '../steps/askText';
import type { Asked, Question } from '../steps/inTurn';
import type { ContentItem } from './contentItems';
import type { DataTools } from './dataTools';

/** What is to be done after the commit. */
type Then = 'tag' | 'push';

/** What was answered so far. */
export interface PlanAnswers {
  readonly content: readonly ContentItem[];
  /** `proposed` is the text that it was made from: another content has another proposal. */
  readonly message?: { readonly text: string; readonly proposed: string };
  readonly then: readonly Then[];
  readonly pushGit?: VersionPlan['pushGit'];
  readonly tag?: string;
  readonly notes?: string;
}

type PlanQuestion = Question<PlanAnswers>;

const TITLE = (): string => vscode.l10n.t('Version Data and Labels');

/** The questions of "Version Data and Labels…". */
export function planQuestions(tools: DataTools, items: readonly ContentItem[]): readonly PlanQuestion[] {
  return [contentQuestion(tools, items), messageQuestion(), thenQuestion(tools), tagQuestion(tools), NOTES];
}

function contentQuestion({ dvc }: DataTools, items: readonly ContentItem[]): PlanQuestion {
  const what = vscode.l10n.t('What the version takes in; nothing else in the repository is touched');
  const placeholder = [what, ...(dvc ? [`DVC ${dvc.program.version}`] : [])].join(' · ');
  return {
    async ask(answers, place) {
      const { content: ticked } = answers;
      const asked = await askMany({ title: TITLE(), placeholder, items, ticked, needsOne: true }, place);
      return told(asked, (content) => ({ ...answers, content }));
    },
  };
}

function messageQuestion(): PlanQuestion {
  return {
    async ask(answers, place) {
      const proposed = answers.content.map(({ words }) => words).join('; ');
      const value = answers.message?.proposed === proposed ? answers.message.text : proposed;
      const asked = await askText(
        { title: TITLE(), prompt: vscode.l10n.t('Commit message'), value, refused: refusedMessage },
        place,
      );
      return told(asked, (text) => ({ ...answers, message: { text, proposed } }));
    },
  };
}

function refusedMessage(text: string): Promise<string | undefined> {
  return Promise.resolve(text.trim() === '' ? vscode.l10n.t('A commit needs a message.') : undefined);
}

function thenQuestion({ dvc, git }: DataTools): PlanQuestion {
  const items: readonly (vscode.QuickPickItem & { readonly then: Then })[] = [
    { label: vscode.l10n.t('Tag it with notes'), then: 'tag' },
    {
      label: dvc ? vscode.l10n.t('Push images (DVC) and commit (git)') : vscode.l10n.t('Push to git'),
      then: 'push',
    },
  ];
  const placeholder = vscode.l10n.t('After the commit');
  return {
    async ask(answers, place) {
      const ticked = items.filter(({ then }) => answers.then.includes(then));
      const asked = await askMany({ title: TITLE(), placeholder, items, ticked }, place);
      const then = asked?.value.map((item) => item.then) ?? [];
      // Without a place to push to, nobody should type a tag and notes first.
      const pushGit = asked?.go === 'on' && then.includes('push') ? await pushTarget(git) : undefined;
      return told(asked, () => ({ ...answers, then, pushGit }));
    },
  };
}

function tagQuestion({ git }: DataTools): PlanQuestion {
  return {
    applies: ({ then }) => then.includes('tag'),
    async ask(answers, place) {
      const prompt = vscode.l10n.t('Name of the tag, such as v2');
      const refused = (text: string): Promise<string | undefined> => refusedTag(git, text);
      const asked = await askText({ title: TITLE(), prompt, value: answers.tag ?? '', refused }, place);
      return told(asked, (tag) => ({ ...answers, tag }));
    },
  };
}

const NOTES: PlanQuestion = {
  applies: ({ then }) => then.includes('tag'),
  async ask(answers, place) {
    const prompt = vscode.l10n.t('Notes: what is new in this version');
    const value = answers.notes ?? answers.message?.text ?? '';
    const asked = await askText({ title: TITLE(), prompt, value }, place);
    return told(asked, (notes) => ({ ...answers, notes }));
  },
};

/** The answers with what was asked last. */
function told<V>(
  asked: Asked<V> | undefined,
  answers: (value: V) => PlanAnswers,
): Asked<PlanAnswers> | undefined {
  return asked && { go: asked.go, value: answers(asked.value) };
}
