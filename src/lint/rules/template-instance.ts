import { requiredVariable } from '../support/required-variable.ts';

/** No variable for the instance, or one that works otherwise than on other dashboards. */
export const templateInstance = requiredVariable('instance', 'Instance');
