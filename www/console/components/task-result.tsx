import { useState } from "preact/hooks";

import { Code, toJson } from "../../shared/components/code.tsx";
import { CompanyCard } from "../../shared/components/company-card.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { PersonCard } from "../../shared/components/person-card.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { type TaskResults, readResults } from "../../shared/model/results.ts";
import { toCsv } from "../lib/csv.ts";
import { downloadFile } from "../lib/download.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import type { TrackedTask } from "../state/tasks.ts";
import { PostCard } from "./post-card.tsx";

const words = strings.linkedin;

export function TaskResult({ task }: { task: Pick<TrackedTask, "id" | "operation" | "output"> }) {
  const found = readResults(task.operation, task.output);
  const file = `${task.operation.replace("linkedin.", "")}-${task.id.slice(0, 8)}`;
  return (
    <div class="result">
      <Found found={found} output={task.output} />
      <div class="row">
        {found.rows.length > 0 && (
          <button type="button" class="button small" onClick={() => downloadFile(`${file}.csv`, "text/csv;charset=utf-8", toCsv(found.rows))}>
            <Icon name="download" />
            {words.download("CSV")}
          </button>
        )}
        <button type="button" class="button small" onClick={() => downloadFile(`${file}.json`, "application/json", toJson(task.output))}>
          <Icon name="download" />
          {words.download("JSON")}
        </button>
      </div>
      <details>
        <summary>{strings.common.showRaw}</summary>
        <Code text={toJson(task.output)} label={strings.common.showRaw} />
      </details>
    </div>
  );
}

function Found({ found, output }: { found: TaskResults; output: unknown }) {
  const { people, companies, posts } = found;
  if (people.length + companies.length + posts.length === 0) {
    // The output of an action is a small receipt, such as { "sent": true }.
    const entries = found.rows.flatMap((row) => Object.entries(row));
    if (output == null || entries.length === 0) return <p class="quiet">{words.noResult}</p>;
    return (
      <dl class="facts">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return <Cards people={people} companies={companies} posts={posts} />;
}

function formOf(operation: string, values: Record<string, string>): string {
  return href(["linkedin", operation], values);
}

/** Number of results shown before "Show all". */
const FEW = 6;

function Cards({ people, companies, posts }: Omit<TaskResults, "rows">) {
  const [all, setAll] = useState(false);
  const count = people.length + companies.length + posts.length;
  const few = <T,>(list: T[]) => (all ? list : list.slice(0, FEW));
  return (
    <>
      <ul class={posts.length > 0 ? "feed" : "tiles"}>
        {few(people).map((person, index) => (
          <li key={index}>
            <PersonCard person={person} formOf={formOf} />
          </li>
        ))}
        {few(companies).map((company, index) => (
          <li key={index}>
            <CompanyCard company={company} />
          </li>
        ))}
        {few(posts).map((post, index) => (
          <li key={index}>
            <PostCard post={{ ...post, id: undefined }} level={4} />
          </li>
        ))}
      </ul>
      {count > FEW && !all && (
        <button type="button" class="button small" onClick={() => setAll(true)}>
          {words.showAll(formatNumber(count))}
        </button>
      )}
    </>
  );
}
