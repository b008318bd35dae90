import { useMutation, useQuery } from "@tanstack/react-query";
import { readProfile } from "outx-client";
import { mutationOptions, queryOptions } from "outx-client/query";

export function Profile({ outx, slug }) {
  const fetchProfile = useMutation(mutationOptions(outx, "linkedin.fetchProfile"));
  const id = fetchProfile.data?.id;
  // Polls until the task has ended.
  const task = useQuery({ ...queryOptions(outx, "tasks.get", id ?? ""), enabled: id !== undefined });
  const { status, task_output: output } = task.data?.data ?? {};

  return (
    <>
      <button onClick={() => fetchProfile.mutate({ profile_slug: slug })}>Fetch</button>
      <p role="status">{output ? readProfile(output).name : status}</p>
    </>
  );
}
