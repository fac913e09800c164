import 'task-scope/demos/counting';
import 'task-scope/demos/page-title';

const scope = document.createElement('task-scope');
scope.demo = 'counting';
scope.variant = 'join';
scope.addEventListener('task-scope-finish', ({ detail }) => {
  document.title = `${detail.how} at ${detail.end}`;
});
document.addEventListener('task-scope-error', ({ detail }) => console.error(detail.message));
document.body.append(scope);
// So that a script that runs more than once is found out.
document.body.dataset.runs = String(Number(document.body.dataset.runs ?? 0) + 1);

/** Never called: what the types have to refuse. */
export function misuse() {
  // @ts-expect-error There is no such theme.
  scope.theme = 'purple';
  // @ts-expect-error A step is a number.
  void scope.seek('8');
  // @ts-expect-error There is no such form.
  void scope.exportTrace('pdf');
  // @ts-expect-error No run ends like this.
  scope.addEventListener('task-scope-finish', ({ detail }) => detail.how === 'well');
  // @ts-expect-error A step tells of no message.
  scope.addEventListener('task-scope-step', ({ detail }) => detail.message);
}
