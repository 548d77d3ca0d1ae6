import { requiredVariable } from '../support/required-variable.ts';

/** No variable for the job, or one that works otherwise than on other dashboards. */
export const templateJob = requiredVariable('job', 'Job');
