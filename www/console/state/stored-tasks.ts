// The list of tasks of a team in local storage, shared by all tabs. It has only what is needed to recognize a task and to poll it again, no
// message and no result. A tab changes single tasks and never writes its own copy of the list, which may be older than another tab's.

export const MAX_TASKS = 20;

const phases = ["pending", "processing", "completed", "failed", "stopped"] as const;
export type Phase = (typeof phases)[number];

export interface StoredTask {
  id: string;
  operation: string;
  /** ms since the epoch. */
  startedAt: number;
  endedAt?: number | undefined;
  phase: Phase;
  /** The subject of the task, such as a slug or a URN. */
  subject?: string | undefined;
}

/** The tasks of a team, newest first. */
export function readStoredTasks(team: string): StoredTask[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(team)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isStoredTask) : [];
  } catch {
    return [];
  }
}

/** Adds a task at once, so that a reload does not lose it, and again under the lock, in case another tab wrote meanwhile. */
export function addStoredTask(team: string, task: StoredTask): Promise<void> {
  const add = (tasks: StoredTask[]) => [pick(task), ...tasks.filter(({ id }) => id !== task.id)];
  write(team, add);
  return edit(team, add);
}

/** Changes a task. A task that another tab removed stays removed. */
export function updateStoredTask(team: string, task: StoredTask): Promise<void> {
  return edit(team, (tasks) => tasks.map((each) => (each.id === task.id ? pick(task) : each)));
}

export function removeStoredTask(team: string, id: string): Promise<void> {
  return edit(team, (tasks) => tasks.filter((task) => task.id !== id));
}

/** Calls `changed` when another tab changes the list. Returns a function that unsubscribes. */
export function watchStoredTasks(team: string, changed: () => void): () => void {
  const listener = ({ key }: StorageEvent) => {
    if (key === keyOf(team)) changed();
  };
  addEventListener("storage", listener);
  return () => removeEventListener("storage", listener);
}

const keyOf = (team: string) => `outx.tasks.${team}`;

async function edit(team: string, change: (tasks: StoredTask[]) => StoredTask[]): Promise<void> {
  // Locks exist only in secure contexts.
  const { locks } = navigator as Partial<Navigator>;
  await (locks ? locks.request(keyOf(team), () => write(team, change)) : write(team, change));
}

function write(team: string, change: (tasks: StoredTask[]) => StoredTask[]): void {
  try {
    const newestFirst = change(readStoredTasks(team)).sort((a, b) => b.startedAt - a.startedAt);
    localStorage.setItem(keyOf(team), JSON.stringify(newestFirst.slice(0, MAX_TASKS)));
  } catch {
    // Without storage the list is lost with the page. The tasks keep running.
  }
}

function pick({ id, operation, startedAt, endedAt, phase, subject }: StoredTask): StoredTask {
  return { id, operation, startedAt, endedAt, phase, subject };
}

function isStoredTask(value: unknown): value is StoredTask {
  const { id, operation, startedAt, phase } = (value ?? {}) as Partial<StoredTask>;
  return typeof id === "string" && typeof operation === "string" && typeof startedAt === "number" && phases.some((each) => each === phase);
}
