// An app of React that uses the element by its types; what is marked as an error has to be one.

import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { TaskScopeElement } from 'task-scope/react';
import 'task-scope/react';

function App() {
  const [told, setTold] = useState('');
  const element = useRef<TaskScopeElement>(null);
  return (
    <>
      <p id="told">{told}</p>
      <button onClick={() => element.current?.seek(2)}>To the second step</button>
      <task-scope
        ref={element}
        demo="counting"
        variant="join"
        step={4}
        theme="light"
        knob-pause={20}
        ontask-scope-finish={({ detail }) => setTold(`${detail.how} at ${detail.end.toFixed()}`)}
      >
        What is read without scripts.
      </task-scope>
    </>
  );
}

export const misuse = [
  // @ts-expect-error there are three themes
  <task-scope theme="blue" />,
  // @ts-expect-error no such attribute
  <task-scope speed={2} />,
  // @ts-expect-error an error has no end
  <task-scope ontask-scope-error={({ detail }) => detail.end} />,
];

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
