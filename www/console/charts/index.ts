export { DayChart } from "./day-chart.tsx";
export { HourChart } from "./hour-chart.tsx";
export { PostChart } from "./post-chart.tsx";
