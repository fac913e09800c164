import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'task-scope/demos/counting';
import 'task-scope/react';
import type { TaskScopeElement } from 'task-scope';

function Program() {
  const scope = useRef<TaskScopeElement>(null);
  const [variant, setVariant] = useState('join');
  const [{ step, end }, setPlace] = useState({ step: 0, end: 0 });
  return (
    <>
      <task-scope
        ref={scope}
        demo="counting"
        variant={variant}
        knob-pause={200}
        step={8}
        style={{ blockSize: 420 }}
        ontask-scope-step={({ detail }) => setPlace(detail)}
      />
      <button onClick={() => void scope.current?.seek(5)}>Fifth step</button>
      <button onClick={() => setVariant('spawn')}>Other variant</button>
      <output>{`Step ${step} of ${end}`}</output>
    </>
  );
}

/** Never drawn: what the types have to refuse. */
export const misuse = () => (
  <>
    {/* @ts-expect-error There is no such theme. */}
    <task-scope theme="purple" />
    {/* @ts-expect-error There is no such attribute. */}
    <task-scope colour="red" />
  </>
);

createRoot(document.querySelector('main')!).render(<Program />);
