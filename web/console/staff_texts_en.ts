// SPDX-License-Identifier: Apache-2.0
// The words of signing in and of accounts in English.
import type { staffChinese } from './staff_texts_zh.ts';

export const staffEnglish: Record<keyof typeof staffChinese, string> = {
  'account.sign_in.body':
    'Please use an account of your own. Do not share it: every decision is recorded with who made it.',
  'account.login': 'Login',
  'account.password': 'Password',
  'account.old_password': 'Present password',
  'account.new_password': 'New password',
  'account.new_password.rule':
    '10 to 128 characters, without the login. A sentence you remember is fine.',
  'account.code': 'Code',
  'account.code.where': 'The six figures your authenticator app shows now; each works once.',
  'account.use_key': 'Use a key instead',
  'account.use_password': 'Use login and password',
  'account.fault.login': 'Please enter your login.',
  'account.fault.password': 'Please enter your password.',
  'account.fault.new_password':
    'The password needs 10 to 128 characters, not too simple and without the login.',
  'account.fault.code': 'Please enter the six figures of the code.',
  'account.fault.not_let_in':
    'Login, password or code is wrong, or the code was used before. Please wait for the next code.',
  'account.fault.wait': 'Too many tries. Please try again in {{seconds}} seconds.',

  'enrol.title': 'Welcome: choose a password',
  'enrol.body': 'Only you will know it; administrators cannot see it either.',
  'enrol.next': 'Next',
  'enrol.leave': 'Sign in instead',
  'enrol.app.title': 'Connect an authenticator app',
  'enrol.who': '{{name}}, your role is {{role}}.',
  'enrol.app.body':
    'Scan this QR code with the authenticator app on your phone, then enter the six figures it shows.',
  'enrol.qr': 'QR code for the authenticator app',
  'enrol.by_hand': 'Cannot scan? Enter the key by hand',
  'enrol.finish': 'Finish and sign in',
  'enrol.fault.link':
    'This invitation was used or replaced, or is older than three days. Ask an administrator for a new one.',
  'enrol.fault.code':
    'The code is wrong. See that the phone’s clock is right and enter the figures shown now.',

  'role.operator': 'operator',
  'role.lead': 'lead',
  'role.officer': 'compliance officer',
  'role.admin': 'administrator',
  'role.auditor': 'auditor',
  'role.inspector': 'inspector',

  'staff.title': 'Accounts',
  'staff.accounts': 'Staff',
  'staff.you': 'you',
  'staff.state.invited': 'invited, not set up yet',
  'staff.state.enrolling': 'setting up',
  'staff.state.active': 'can sign in',
  'staff.invite': 'Invite somebody',
  'staff.invite.do': 'Make an invitation link',
  'staff.name': 'Name',
  'staff.login.rule': '2 to 64 small letters, figures and . _ - @',
  'staff.role': 'Role',
  'staff.link':
    'Invitation link for {{name}}, shown once and valid for three days. Hand it over by a way you both trust.',
  'staff.link.copy': 'Copy the link',
  'staff.link.done': 'I handed it over',
  'staff.reset': 'Reset',
  'staff.reset.title': 'Reset the account of {{name}}?',
  'staff.reset.body':
    'Password and authenticator app stop working at once and open sessions end. You get a new invitation link.',
  'staff.reset.do': 'Reset the account',
  'staff.remove': 'Remove',
  'staff.remove.title': 'Remove the account of {{name}}?',
  'staff.remove.body':
    'They are signed out at once and cannot sign in again. Records of what they did stay.',
  'staff.remove.do': 'Remove the account',
  'staff.own': 'Change my password',
  'staff.own.do': 'Change the password',
  'staff.own.done': 'The password was changed; sign-ins on other devices have ended.',
  'staff.own.fault': 'The present password or the code is wrong, or the code was used before.',
  'staff.own.key': 'You signed in with a key; a key has no password.',
  'staff.fault.name': 'Please fill this in.',
  'staff.fault.login':
    'A login has 2 to 64 small letters, figures or . _ - @ and begins with a letter or figure.',
  'staff.fault.taken': 'Somebody has this login already.',
  'staff.fault.may_not': 'That cannot be done: one administrator who can sign in has to stay.',
  'staff.fault.failed': 'That did not work. Please try again later.',
};
