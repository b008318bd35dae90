import { useEffect, useState } from "preact/hooks";

import { Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatElapsed } from "../../shared/lib/format.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { formValuesOf } from "../model/task-subject.ts";
import { taskTitle } from "../model/task-title.ts";
import type { Phase } from "../state/stored-tasks.ts";
import { type TrackedTask, followTask, removeTask, stopFollowing } from "../state/tasks.ts";
import { Problem } from "./problem.tsx";
import { TaskResult } from "./task-result.tsx";
import { phaseTone } from "./task-tone.ts";

const words = strings.linkedin;

export function TaskCard({ task }: { task: TrackedTask }) {
  const { id, operation, phase, startedAt, endedAt, failure } = task;
  const name = taskTitle(operation);
  const waiting = phase === "pending" || phase === "processing";
  return (
    <article class="task" aria-busy={waiting}>
      <header class="task-head">
        <h3>
          {name} <bdi class="quiet">{task.subject}</bdi>
        </h3>
        <p class="quiet">
          <span class={`tag ${phaseTone[phase]}`}>{words.phaseShort[phase]}</span> <RelativeTime at={new Date(startedAt)} />
          {endedAt !== undefined && `, ${words.took(formatElapsed(endedAt - startedAt))}`}
        </p>
        <button type="button" class="icon-button" aria-label={`${words.remove}: ${name}`} title={words.remove} onClick={() => removeTask(id)}>
          <Icon name="close" />
        </button>
      </header>
      {waiting && <Progress task={task} name={name} />}
      {phase === "stopped" && <Stopped task={task} />}
      {phase === "failed" && failure && <Problem failure={failure} />}
      {(phase === "failed" || phase === "completed") && task.input && (
        <a class="button small" href={href(["linkedin", operation], formValuesOf(task.input))}>
          {words.again}
        </a>
      )}
      {phase === "completed" && <TaskResult task={task} />}
    </article>
  );
}

/** The step of a task by its phase. The API reports no finer progress. */
const steps: Partial<Record<Phase, number>> = { pending: 1, processing: 2, completed: 3 };

function Progress({ task: { id, phase, startedAt }, name }: { task: TrackedTask; name: string }) {
  const now = useSeconds();
  const said = phase === "pending" ? words.phases.pending : words.phases.processing;
  return (
    <div class="progress">
      <progress class={phase} max={3} value={steps[phase] ?? 1} aria-label={words.progress(name)} aria-valuetext={said} />
      <p>
        <span role="status">{said}</span>
        <span class="elapsed">{words.elapsed(formatElapsed(now - startedAt))}</span>
      </p>
      <button type="button" class="button small" onClick={() => stopFollowing(id)}>
        {words.stop}
      </button>
    </div>
  );
}

function Stopped({ task: { id, failure } }: { task: TrackedTask }) {
  return (
    <div class="stack">
      {failure ? <Problem failure={failure} /> : <p class="quiet">{words.stopped}</p>}
      <div class="row">
        <button type="button" class="button small" onClick={() => void followTask(id)}>
          {words.checkAgain}
        </button>
      </div>
    </div>
  );
}

function useSeconds(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
