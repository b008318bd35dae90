import { useEffect, useRef, useState } from "preact/hooks";

import { Code, toJson } from "../../shared/components/code.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { type CallResult, callOperation, gatewayUrl } from "../api/client.ts";
import { operationsQuery } from "../api/queries.ts";
import { Choices } from "../components/choices.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { OperationForm } from "../components/operation-form.tsx";
import { OperationReference } from "../components/operation-reference.tsx";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { ResourceView, Skeleton } from "../components/states.tsx";
import { Restored } from "../components/watchlist-form.tsx";
import { UnknownOperation } from "../components/unknown-operation.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { type FieldErrors, type FormValues, fieldErrors, readForm } from "../model/arguments.ts";
import { type Operation, isTask } from "../model/operations.ts";
import { type Language, buildSnippet, describeRequest, languages } from "../model/snippets.ts";
import { useAction } from "../state/action.ts";
import { useDraft } from "../state/draft.ts";
import { navigate } from "../state/navigation.ts";
import { useResource } from "../state/resource.ts";
import { startTask } from "../state/tasks.ts";

const words = strings.tryIt;

export function TryItPage({ operation: name }: { operation: string | undefined }) {
  const table = useResource(operationsQuery());
  return (
    <Page title={words.title} documentTitle={name} lead={words.lead}>
      <ResourceView resource={table} skeleton={<Skeleton rows={5} tall />}>
        {(all) => {
          const operation = name === undefined ? (all.find((each) => each.name === "team.get") ?? all[0]) : all.find((each) => each.name === name);
          return operation || name === undefined ? <Chosen all={all} operation={operation} /> : <UnknownOperation name={name} />;
        }}
      </ResourceView>
    </Page>
  );
}

function Chosen({ all, operation }: { all: Operation[]; operation: Operation | undefined }) {
  if (!operation) return null;
  const groups = [...new Set(all.map(({ name }) => groupOf(name)))];
  return (
    <div class="try">
      <SelectField label={words.operation} value={operation.name} onInput={(name) => navigate(href(["try", name]), { replace: true })}>
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {all
              .filter(({ name }) => groupOf(name) === group)
              .map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </SelectField>
      <Workbench key={operation.name} operation={operation} />
    </div>
  );
}

const groupOf = (name: string) => name.split(".").slice(0, -1).join(".");

function Workbench({ operation }: { operation: Operation }) {
  const draft = useDraft<FormValues>(`try ${operation.name}`, {});
  const typed = draft.value;
  const [problems, setProblems] = useState<FieldErrors>({});
  const [review, setReview] = useState<Record<string, unknown>>();
  const { args } = readForm(operation, typed);
  const writes = operation.kind === "write" || operation.kind === "write-task";

  const [result, setResult] = useState<CallResult & { ms: number }>();
  const send = useAction(async (args: Record<string, unknown>) => {
    setResult(undefined);
    const began = performance.now();
    const called = await (isTask(operation) ? startTask : callOperation)(operation.name, args);
    setResult({ ...called, ms: performance.now() - began });
  });

  function submit() {
    const { args, problems } = readForm(operation, typed);
    setProblems(problems);
    if (Object.keys(problems).length > 0) return;
    if (writes) setReview(args);
    else void send.run(args);
  }

  return (
    <div class="workbench">
      <div class="workbench-in">
        <OperationReference operation={operation} />
        <section class="card" aria-labelledby="arguments">
          <h2 id="arguments">{words.parameters}</h2>
          {draft.restored && Object.values(typed).some(Boolean) && <Restored discard={draft.clear} />}
          {operation.params.length === 0 && <p class="quiet">{words.noParameters}</p>}
          <OperationForm operation={operation} typed={typed} problems={{ ...fieldErrors(operation, send.failure), ...problems }} onType={(name, text) => draft.set({ ...typed, [name]: text })} onSubmit={submit}>
            <div class="row form-end">
              <button class="button primary" aria-disabled={send.busy}>
                {send.busy ? words.sending : writes ? words.sendWrite : words.send}
              </button>
            </div>
          </OperationForm>
          {review && (
            <ConfirmDialog
              title={strings.linkedin.confirmTitle(operation.name)}
              note={words.writeNote}
              args={review}
              onClose={() => setReview(undefined)}
              onConfirm={() => {
                setReview(undefined);
                void send.run(review);
              }}
            />
          )}
        </section>
      </div>
      <div class="workbench-out">
        <RequestShown operation={operation} args={args} />
        <Snippets operation={operation} args={args} />
        <section class="card" aria-labelledby="result">
          <h2 id="result">{words.response}</h2>
          {send.failure && <Problem failure={send.failure} />}
          {result ? <ResponseView operation={operation} result={result} /> : !send.failure && <p class="quiet">{send.busy ? words.sending : words.noResponse}</p>}
        </section>
      </div>
    </div>
  );
}

function ResponseView({ operation, result: { data, status, requestId, ms } }: { operation: Operation; result: CallResult & { ms: number } }) {
  const top = useRef<HTMLParagraphElement>(null);
  // On a small screen the result is out of view, far below the button.
  useEffect(() => top.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <>
      <p ref={top} class="quiet response-facts" role="status">
        {words.took(status, formatNumber(Math.round(ms)))}
        {requestId && (
          <>
            {" "}
            · {strings.common.requestId} <code>{requestId}</code>
          </>
        )}
      </p>
      {isTask(operation) ? (
        <p>
          {words.waitingTask}{" "}
          <a class="link" href={href(["linkedin"])}>
            {words.openTask}
          </a>
        </p>
      ) : (
        <Code text={toJson(data)} label={words.response} />
      )}
    </>
  );
}

function RequestShown({ operation, args }: { operation: Operation; args: Record<string, unknown> }) {
  const { url, body } = describeRequest(operation, args);
  const lines = [`${operation.method} ${gatewayUrl}${url}`, ...(body ? ["content-type: application/json", "", toJson(body)] : [])];
  return (
    <section class="card" aria-labelledby="request">
      <h2 id="request">{words.request}</h2>
      <Code text={lines.join("\n")} label={words.request} />
      <p class="quiet">{words.requestNote}</p>
    </section>
  );
}

function Snippets({ operation, args }: { operation: Operation; args: Record<string, unknown> }) {
  const [language, setLanguage] = useState<Language>("browser");
  return (
    <section class="card" aria-labelledby="snippets">
      <h2 id="snippets">{words.snippets}</h2>
      <Choices legend={words.snippets} quiet choices={languages.map((value) => ({ value, label: words.languages[value] }))} value={language} onChange={setLanguage} />
      <Code text={buildSnippet(language, operation, args, gatewayUrl)} label={words.languages[language]} />
    </section>
  );
}
