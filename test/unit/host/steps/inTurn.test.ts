import assert from 'node:assert/strict';
import { inTurn, type Asked, type Place, type Question } from '../../../../src/host/steps/inTurn';

interface Answers {
  readonly isTagged: boolean;
  readonly said: readonly string[];
}

const START: Answers = { isTagged: false, said: [] };

describe('questions in turn', () => {
  it('are asked one after the other, and the answers come out', async () => {
    const { asked, question } = script({ content: ['on'], message: ['on'] });
    const answers = await inTurn(START, [question('content'), question('message')]);
    assert.deepEqual(answers?.said, ['content', 'message']);
    assert.deepEqual(asked, ['content 1/2', 'message 2/2 back']);
  });

  it('go back to the one before, with everything that was answered', async () => {
    const { asked, question } = script({ content: ['on', 'on'], message: ['back', 'on'] });
    const answers = await inTurn(START, [question('content'), question('message')]);
    assert.deepEqual(answers?.said, ['content', 'message', 'content', 'message']);
    assert.equal(asked.length, 4);
  });

  it('leave out what does not apply, also on the way back, and count without it', async () => {
    const { asked, question } = script({ content: ['on', 'on'], notes: ['back', 'on'] });
    const tag: Question<Answers> = { ...question('tag'), applies: ({ isTagged }) => isTagged };
    await inTurn(START, [question('content'), tag, question('notes')]);
    assert.deepEqual(asked, ['content 1/2', 'notes 2/2 back', 'content 1/2', 'notes 2/2 back']);
  });

  it('let an answer bring in another question', async () => {
    const { asked, question } = script({ tag: ['on'] });
    const then: Question<Answers> = {
      ask: (answers) => Promise.resolve({ go: 'on', value: { ...answers, isTagged: true } }),
    };
    const tag: Question<Answers> = { ...question('tag'), applies: ({ isTagged }) => isTagged };
    await inTurn(START, [then, tag]);
    assert.deepEqual(asked, ['tag 2/2 back']);
  });

  it('end with nothing when the user stops', async () => {
    const { question } = script({ content: ['on'], message: [] });
    assert.equal(await inTurn(START, [question('content'), question('message')]), undefined);
  });

  it('stay at the first one when there is nothing before it', async () => {
    const { asked, question } = script({ content: ['back', 'on'] });
    await inTurn(START, [question('content')]);
    assert.deepEqual(asked, ['content 1/1', 'content 1/1']);
  });
});

/** Questions that answer by a list of moves, by name; one without a move left is where the user stops. */
function script(moves: Record<string, Asked<Answers>['go'][]>): {
  readonly asked: string[];
  readonly question: (name: string) => Question<Answers>;
} {
  const asked: string[] = [];
  const shown = ({ step, totalSteps, canGoBack }: Place): string =>
    `${step}/${totalSteps}${canGoBack ? ' back' : ''}`;
  const question = (name: string): Question<Answers> => ({
    ask(answers, place) {
      asked.push(`${name} ${shown(place)}`);
      const go = moves[name]?.shift();
      return Promise.resolve(go && { go, value: { ...answers, said: [...answers.said, name] } });
    },
  });
  return { asked, question };
}
