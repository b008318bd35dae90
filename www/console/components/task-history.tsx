import { useState } from "preact/hooks";

import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { fetchAudit } from "../api/gateway.ts";
import { queryOf, taskQuery } from "../api/queries.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import type { Write } from "../model/records.ts";
import { readProgress, taskFailure } from "../model/task-progress.ts";
import { formValuesOf } from "../model/task-subject.ts";
import { taskTitle } from "../model/task-title.ts";
import { useResource } from "../state/resource.ts";
import { Problem } from "./problem.tsx";
import { Empty, ResourceView, Skeleton } from "./states.tsx";
import { TaskResult } from "./task-result.tsx";
import { phaseTone } from "./task-tone.ts";

const words = strings.activity;
const DAYS = 90;
/** Number of tasks shown at first, and added by "Show more". The state of each task costs a request. */
const STEP = 10;

/** The tasks of the team, on any device and by any member. The gateway's ledger has their ids; OutX has their states and results. */
export function TaskHistory() {
  const history = useResource(queryOf("audit.tasks", DAYS, (signal) => fetchAudit({ days: DAYS, tasks: true }, signal)));
  const [shown, setShown] = useState(STEP);
  return (
    <ResourceView resource={history} skeleton={<Skeleton rows={4} tall />}>
      {({ writes }) => {
        if (writes.length === 0) return <Empty icon="linkedin" title={words.noTasks} why={words.noTasksWhy} />;
        return (
          <>
            <h2 class="visually-hidden">{words.tasks}</h2>
            <ul class="task-list">
              {writes.slice(0, shown).map((write) => (
                <li key={write.id}>
                  <PastTask write={write} id={write.task_id ?? ""} />
                </li>
              ))}
            </ul>
            {writes.length > shown && (
              <p>
                <button type="button" class="button" onClick={() => setShown(shown + STEP)}>
                  {strings.posts.more}
                </button>
              </p>
            )}
          </>
        );
      }}
    </ResourceView>
  );
}

function PastTask({ write: { at, operation, name, caller }, id }: { write: Write; id: string }) {
  const state = useResource(taskQuery(id));
  const task = state.data && readProgress(state.data.data);
  const title = taskTitle(operation);
  return (
    <article class="task">
      <header class="task-head">
        <h3>
          {title} <bdi class="quiet">{task?.subject}</bdi>
        </h3>
        <p class="quiet">
          {task && <span class={`tag ${phaseTone[task.phase]}`}>{strings.linkedin.phaseShort[task.phase]}</span>} <RelativeTime at={new Date(at)} />,{" "}
          {words.startedBy} {name ? <bdi>{name}</bdi> : <code>{caller.slice(0, 12)}</code>}
        </p>
      </header>
      {state.failure && <Problem failure={state.failure} onRetry={state.reload} />}
      {task?.phase === "failed" && <Problem failure={taskFailure(task.output, strings.linkedin.noReason)} />}
      {task?.phase === "completed" && <Result operation={operation} id={id} output={task.output} title={title} />}
      {task?.input && (
        <p>
          <a class="button small" href={href(["linkedin", operation], formValuesOf(task.input))}>
            {strings.linkedin.again} <span class="visually-hidden">{`${title} ${task.subject ?? ""}`}</span>
          </a>
        </p>
      )}
    </article>
  );
}

function Result({ operation, id, output, title }: { operation: string; id: string; output: unknown; title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {words.result} <span class="visually-hidden">{title}</span>
      </summary>
      {open && <TaskResult task={{ operation, id, output }} />}
    </details>
  );
}
