import { useEffect, useState } from "preact/hooks";

import { Code, toJson } from "../../../shared/components/code.tsx";
import { CompanyCard } from "../../../shared/components/company-card.tsx";
import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { PersonCard } from "../../../shared/components/person-card.tsx";
import { type Failure, toFailure } from "../../../shared/model/failure.ts";
import { readResults } from "../../../shared/model/results.ts";
import { client } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import type { Subject } from "../model/subject.ts";
import { useGateway } from "../state/use-gateway.ts";

const words = strings.linkedin;

interface Progress {
  status: string;
  output?: unknown;
  failure?: Failure;
}

/** A task and its result. Unmounting stops the polling; the task continues. */
export function TaskView({ id, kind, onOver }: { id: string; kind: Subject["kind"]; onOver: () => void }) {
  const [{ status, output, failure }, setProgress] = useState<Progress>({ status: "pending" });
  const [look, setLook] = useState(1);
  useEffect(() => {
    const left = new AbortController();
    setProgress({ status: "pending" });
    void follow(id, left.signal, setProgress);
    return () => left.abort();
  }, [id, look]);
  if (failure) {
    // A task whose state could not be read keeps running. Starting another one would repeat the LinkedIn action.
    const over = failure.code === "task_failed" || failure.code === "not_found";
    return (
      <>
        <FailureNote failure={failure} />
        <button type="button" class="button small" onClick={over ? onOver : () => setLook(look + 1)}>
          {over ? strings.companion.startOver : words.checkAgain}
        </button>
      </>
    );
  }
  if (output !== undefined) return <Found kind={kind} output={output} />;
  return (
    <p class="working" role="status">
      {status === "pending" ? words.phases.pending : words.phases.processing}
    </p>
  );
}

function Found({ kind, output }: { kind: Subject["kind"]; output: unknown }) {
  const gateway = useGateway();
  const { people, companies } = readResults(kind === "profile" ? "linkedin.fetchProfile" : "linkedin.fetchCompany", output);
  return (
    <div class="result">
      {people.map((person) => (
        <PersonCard key={person.name} person={person} formOf={(operation, values) => consoleForm(gateway ?? "", operation, values)} newTab />
      ))}
      {companies.map((company) => (
        <CompanyCard key={company.name} company={company} />
      ))}
      <details>
        <summary>{strings.common.showRaw}</summary>
        <Code text={toJson(output)} label={strings.common.showRaw} />
      </details>
    </div>
  );
}

/** The address of an operation's form in the console, which the gateway serves. */
function consoleForm(gateway: string, operation: string, values: Record<string, string>): string {
  return `${gateway}/#/linkedin/${operation}?${new URLSearchParams(values)}`;
}

async function follow(id: string, signal: AbortSignal, show: (progress: Progress) => void): Promise<void> {
  const update = (progress: Progress) => {
    if (!signal.aborted) show(progress);
  };
  try {
    const task = (await client()).tasks.resume(id);
    // The client shares the polls among both.
    const [output] = await Promise.all([task.wait({ signal }), tell()]);
    update({ status: "completed", output });

    async function tell() {
      for await (const { status } of task.states({ signal })) update({ status });
    }
  } catch (error) {
    if (!signal.aborted) update({ status: "failed", failure: toFailure(error) });
  }
}
