import { useEffect, useState } from "preact/hooks";

import { Code, json } from "../../../src/components/code.tsx";
import { CompanyCard } from "../../../src/components/company-card.tsx";
import { FailureNote } from "../../../src/components/failure-note.tsx";
import { PersonCard } from "../../../src/components/person-card.tsx";
import type { Failure } from "../../../src/failure.ts";
import { results } from "../../../src/results.ts";
import { strings } from "../../../src/strings.ts";
import { outx } from "../client.ts";
import type { Subject } from "../subject.ts";
import { reported } from "./use-action.ts";

const words = strings.linkedin;

interface Progress {
  status: string;
  output?: unknown;
  failure?: Failure;
}

/** A task and what comes of it. Leaving ends the waiting, not the task. */
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
    // A task that only could not be looked at lives on; another would repeat the LinkedIn action.
    const over = failure.code === "task_failed" || failure.code === "not_found";
    return (
      <>
        <FailureNote failure={failure} />
        <button type="button" class="button small" onClick={over ? onOver : () => setLook(look + 1)}>
          {over ? strings.companion.forgetTask : words.look}
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
  const { people, companies } = results(kind === "profile" ? "linkedin.fetchProfile" : "linkedin.fetchCompany", output);
  return (
    <div class="result">
      {people.map((person) => (
        <PersonCard key={person.name} person={person} />
      ))}
      {companies.map((company) => (
        <CompanyCard key={company.name} company={company} />
      ))}
      <details>
        <summary>{strings.common.showRaw}</summary>
        <Code text={json(output)} label={strings.common.showRaw} />
      </details>
    </div>
  );
}

async function follow(id: string, signal: AbortSignal, show: (progress: Progress) => void): Promise<void> {
  const update = (progress: Progress) => {
    if (!signal.aborted) show(progress);
  };
  try {
    const task = outx.tasks.resume(id);
    // Both look at the same polls.
    const [output] = await Promise.all([task.wait({ signal }), tell()]);
    update({ status: "completed", output });

    async function tell() {
      for await (const { status } of task.states({ signal })) update({ status });
    }
  } catch (error) {
    if (!signal.aborted) update({ status: "failed", failure: await reported(error) });
  }
}
