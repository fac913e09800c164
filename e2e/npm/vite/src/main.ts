// An app that uses the element by its types; what is marked as an error has to be one.

import { TaskScopeElement } from 'task-scope';

const element = document.querySelector('task-scope')!;
const told = document.querySelector('#told')!;
if (!(element instanceof TaskScopeElement)) throw new Error('the element is not defined');

element.addEventListener('task-scope-finish', ({ detail }) => {
  told.textContent = `${detail.how} at ${detail.end.toFixed()}`;
});
document.addEventListener('task-scope-error', (event) => {
  told.textContent = event.detail.message;
});
element.theme = 'light';

export async function misuse(): Promise<void> {
  // @ts-expect-error there are three themes
  element.theme = 'blue';
  // @ts-expect-error a step is a number
  await element.seek('3');
  // @ts-expect-error no such format
  await element.exportTrace('mp3');
  // @ts-expect-error an error has no end
  element.addEventListener('task-scope-error', ({ detail }) => detail.end);
  // @ts-expect-error a run ends in other ways
  element.addEventListener('task-scope-finish', ({ detail }) => detail.how === 'well');
}
