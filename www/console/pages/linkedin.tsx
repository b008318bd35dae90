import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../../shared/components/icon.tsx";
import { operationsQuery } from "../api/queries.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { OperationForm } from "../components/operation-form.tsx";
import { HelpLinks } from "../components/help-links.tsx";
import { MessageTemplates } from "../components/message-templates.tsx";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { TaskCard } from "../components/task-card.tsx";
import { UnknownOperation } from "../components/unknown-operation.tsx";
import { Restored } from "../components/watchlist-form.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { type FieldErrors, type FormValues, fieldErrors, readForm } from "../model/arguments.ts";
import { fillTemplate, placeholdersIn } from "../model/message-template.ts";
import { type Operation, isTask } from "../model/operations.ts";
import { taskTitle } from "../model/task-title.ts";
import { useAction } from "../state/action.ts";
import { useDraft } from "../state/draft.ts";
import { useResource } from "../state/resource.ts";
import { startTask, tasks } from "../state/tasks.ts";

const words = strings.linkedin;

export function LinkedinPage({ operation: name, query }: { operation: string | undefined; query: URLSearchParams }) {
  const table = useResource(operationsQuery());
  // The list is shown only once the form above it is loaded; otherwise it would move.
  const isSettled = table.data !== undefined || table.failure !== undefined;
  return (
    <Page title={words.title} documentTitle={name && taskTitle(name)} lead={words.lead}>
      <ResourceView resource={table} skeleton={<Skeleton rows={4} tall />}>
        {(all) => {
          const tasks = taskCreators(all);
          const isUnknown = name !== undefined && !tasks.some((each) => each.name === name);
          return isUnknown ? <UnknownOperation name={name} /> : <NewTask all={tasks} chosen={name} prefilled={Object.fromEntries(query)} />;
        }}
      </ResourceView>
      {isSettled && <TaskList />}
    </Page>
  );
}

function TaskList() {
  return (
    <section class="tasks" aria-labelledby="tasks">
      <div class="row spread">
        <h2 id="tasks">{words.tasks}</h2>
        <a class="link" href={href(["activity", "tasks"])}>
          {words.allTasks}
        </a>
      </div>
      {tasks.value.length === 0 ? (
        <Empty icon="linkedin" title={words.tasksNone} why={words.tasksNoneWhy} />
      ) : (
        <ul class="task-list">
          {tasks.value.map((task) => (
            <li key={task.id}>
              <TaskCard task={task} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

// Sorts in the order of the titles, the most common first. An operation that has no title yet is last.
function taskCreators(all: Operation[]): Operation[] {
  const order = Object.keys(words.titles);
  const place = ({ name }: Operation) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return all.filter(isTask).sort((a, b) => place(a) - place(b));
}

function NewTask({ all, chosen, prefilled }: { all: Operation[]; chosen: string | undefined; prefilled: FormValues }) {
  const operation = all.find(({ name }) => name === chosen) ?? all[0];
  const heading = useRef<HTMLHeadingElement>(null);
  const form = `${operation?.name} ${JSON.stringify(prefilled)}`;
  const shown = useRef(form);
  // A link in a result opens the form, which may be scrolled out of view, so its heading gets the focus.
  useEffect(() => {
    if (shown.current !== form) heading.current?.focus();
    shown.current = form;
  }, [form]);
  if (!operation) return null;
  return (
    <div class="chooser">
      <nav class="chooser-list" aria-label={words.choose}>
        {(["task", "write-task"] as const).map((kind) => (
          <div key={kind}>
            <h2 class="eyebrow">{kind === "task" ? words.groups.read : words.groups.act}</h2>
            <ul>
              {all
                .filter((each) => each.kind === kind)
                .map(({ name }) => (
                  <li key={name}>
                    <a href={href(["linkedin", name])} aria-current={name === operation.name ? "page" : undefined}>
                      {taskTitle(name)}
                    </a>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </nav>
      <TaskForm key={form} operation={operation} prefilled={prefilled} heading={heading} />
    </div>
  );
}

/** The parameter of each operation that has the text to a person. */
const messageFields: Record<string, string> = { "linkedin.sendMessage": "message", "linkedin.sendConnectionRequest": "note", "linkedin.commentPost": "comment_text" };
/** Prefix of the values of placeholders, which are stored with the parameters of the form. */
const PLACEHOLDER_PREFIX = "~";

/** `prefilled`: values from the address, as the links of a result set them. */
function TaskForm({ operation, prefilled, heading }: { operation: Operation; prefilled: FormValues; heading: Ref<HTMLHeadingElement> }) {
  const { first_name, ...given } = prefilled;
  const draft = useDraft<FormValues>(`task ${operation.name}`, {}, { ...given, ...(first_name && { [`${PLACEHOLDER_PREFIX}first_name`]: first_name }) });
  const typed = draft.value;
  const [problems, setProblems] = useState<FieldErrors>({});
  const [review, setReview] = useState<Record<string, unknown>>();
  const acts = operation.kind === "write-task";
  const messageField = operation.params.find(({ name }) => name === messageFields[operation.name])?.name;
  const values = Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (name.startsWith(PLACEHOLDER_PREFIX) ? [[name.slice(1), value]] : [])));
  const launch = useAction(async (args: Record<string, unknown>) => {
    await startTask(operation.name, args);
    // Cleared, so that a second press does not send the same message.
    if (acts) draft.clear();
  });

  const type = (name: string, text: string) => draft.set({ ...typed, [name]: text });

  function submit() {
    const { args, problems } = readForm(operation, typed);
    const message = messageField && args[messageField];
    if (messageField && typeof message === "string") {
      const filled = fillTemplate(message, values);
      args[messageField] = filled;
      const missing = placeholdersIn(filled).map((name) => `{${name}}`);
      if (missing.length > 0) problems[messageField] = strings.templates.missing(missing.join(", "));
    }
    setProblems(problems);
    if (Object.keys(problems).length > 0) return;
    if (acts) setReview(args);
    else void launch.run(args);
  }

  return (
    <section class="card" aria-labelledby="task-form">
      <h2 id="task-form" ref={heading} tabIndex={-1}>
        {taskTitle(operation.name)}
      </h2>
      <p class="quiet">{operation.summary}</p>
      <HelpLinks operation={operation.name} urns={operation.params.some(({ name }) => /urn|slug/.test(name))} />
      {draft.restored && Object.keys(given).length === 0 && <Restored discard={draft.clear} />}
      <OperationForm operation={operation} typed={typed} problems={{ ...fieldErrors(operation, launch.failure), ...problems }} onType={type} onSubmit={submit}>
        {messageField && (
          <MessageTemplates
            text={typed[messageField] ?? ""}
            onText={(text) => type(messageField, text)}
            values={values}
            onValue={(name, value) => type(PLACEHOLDER_PREFIX + name, value)}
          />
        )}
        {launch.failure && <Problem failure={launch.failure} />}
        <div class="row form-end">
          <button class="button primary" aria-disabled={launch.busy}>
            <Icon name="play" />
            {launch.busy ? words.starting : acts ? words.review : words.start}
          </button>
          <p class="quiet">{acts ? words.actNote : words.countNote}</p>
        </div>
      </OperationForm>
      {review && (
        <ConfirmDialog
          title={words.confirmTitle(taskTitle(operation.name))}
          note={words.actNote}
          args={review}
          onClose={() => setReview(undefined)}
          onConfirm={() => {
            setReview(undefined);
            void launch.run(review);
          }}
        />
      )}
    </section>
  );
}
