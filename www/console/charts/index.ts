export { DayChart } from "./day-chart.tsx";
export { HourChart } from "./hour-chart.tsx";
