import { useEffect, useState } from "preact/hooks";

import { truncate } from "../../shared/lib/graphemes.ts";
import { elapsed } from "../../shared/lib/format.ts";
import { taskTitle } from "../model/task-title.ts";
import { strings } from "../../shared/lib/strings.ts";
import { type Phase, type Running, forget, stop, wait } from "../state/tasks.ts";
import { Icon } from "../../shared/components/icon.tsx";
import { Problem } from "./problem.tsx";
import { TaskResult } from "./task-result.tsx";
import { Ago } from "../../shared/components/time.tsx";

const words = strings.linkedin;

export function TaskCard({ task }: { task: Running }) {
  const { id, operation, phase, startedAt, endedAt, failure } = task;
  const name = taskTitle(operation);
  const waiting = phase === "pending" || phase === "processing";
  return (
    <article class="task" aria-busy={waiting}>
      <header class="task-head">
        <h3>
          {name} <bdi class="quiet">{subject(task)}</bdi>
        </h3>
        <p class="quiet">
          <span class={`tag ${tone[phase]}`}>{words.phaseShort[phase]}</span> <Ago at={new Date(startedAt)} />
          {endedAt !== undefined && `, ${words.took(elapsed(endedAt - startedAt))}`}
        </p>
        <button type="button" class="icon-button" aria-label={`${words.remove}: ${name}`} title={words.remove} onClick={() => forget(id)}>
          <Icon name="close" />
        </button>
      </header>
      {waiting && <Progress task={task} name={name} />}
      {phase === "stopped" && <Stopped task={task} />}
      {phase === "failed" && failure && <Problem failure={failure} />}
      {phase === "completed" && <TaskResult task={task} />}
    </article>
  );
}

const tone: Record<Phase, string> = { pending: "", processing: "accent", completed: "good", failed: "bad", stopped: "warn" };

/** The steps a task takes; their number is all that is known of how far it is. */
const steps: Partial<Record<Phase, number>> = { pending: 1, processing: 2, completed: 3 };

function Progress({ task: { id, phase, startedAt }, name }: { task: Running; name: string }) {
  const now = useSeconds();
  const said = phase === "pending" ? words.phases.pending : words.phases.processing;
  return (
    <div class="progress">
      <progress class={phase} max={3} value={steps[phase] ?? 1} aria-label={words.progress(name)} aria-valuetext={said} />
      <p>
        <span role="status">{said}</span>
        <span class="elapsed">{words.elapsed(elapsed(now - startedAt))}</span>
      </p>
      <button type="button" class="button small" onClick={() => stop(id)}>
        {words.stop}
      </button>
    </div>
  );
}

function Stopped({ task: { id, failure } }: { task: Running }) {
  return (
    <div class="stack">
      {failure ? <Problem failure={failure} /> : <p class="quiet">{words.stopped}</p>}
      <div class="row">
        <button type="button" class="button small" onClick={() => void wait(id)}>
          {words.look}
        </button>
      </div>
    </div>
  );
}

/** What the task is about: the first thing that was asked for. */
function subject({ input = {} }: Running): string {
  const first = Object.entries(input).find(([name, value]) => name !== "task_type" && (typeof value === "string" || Array.isArray(value)));
  return first ? truncate(String(first[1]), 80) : "";
}

function useSeconds(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
