import { useEffect, useState } from "preact/hooks";

import { type Subject, subjectOf } from "../model/subject.ts";

/** The person, company or post of the tab in which the reader clicked the icon. */
export function useSubject(): Subject | null {
  const [subject, setSubject] = useState<Subject | null>(null);
  useEffect(() => {
    void chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => setSubject(subjectOf(tab?.url)));
  }, []);
  return subject;
}
