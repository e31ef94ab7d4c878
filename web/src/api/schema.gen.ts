/* eslint-disable */
/**
 * Generated from openapi.json: do not edit.
 * `npm run gen` writes it anew, `npm run gen:check` says whether it is in step.
 */

export interface paths {
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts, in order of name; `stale` are those without a sign-in for 90 days. */
        get: operations["list_accounts"];
        put?: never;
        /** Add an account; the one-time code in the answer is not shown again. */
        post: operations["add_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["show_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the password by a one-time code; a disabled account is open again. */
        post: operations["reset_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable an account: its sessions end with the next request. */
        post: operations["disable_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant a role at a body of the organisation; the person's sessions end. */
        post: operations["grant_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/roles/{role}/{org}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a role; the person's sessions end. */
        delete: operations["withdraw_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a file. */
        get: operations["show_attachment"];
        put?: never;
        post?: never;
        /** Takes away a file that belongs to nothing yet. What was filed with a record stays with it. */
        delete: operations["remove_attachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file, to be saved: a browser never opens it in our name. */
        get: operations["download_attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Texts and tables of an office file. Pictures and PDF are shown from their content. */
        get: operations["preview_attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Branches with their latest month's points and latest stars. */
        get: operations["list_branches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of a branch, newest first; those of one row with `owner` and `owner_id`. */
        get: operations["list_attachments"];
        put?: never;
        /**
         * Takes a file: PDF, JPG, PNG, DOCX, XLSX or PPTX of 20 MB at most. The body is the file; what is kept of a picture is
         *     drawn anew, without place and camera.
         */
        post: operations["add_attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/book.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A branch's year as one book: what it is, who belongs to it, what it owed, its points, and every record that stands. */
        get: operations["print_book"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month of a branch: its records and the last days of its duties. */
        get: operations["branch_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/dues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dues of a branch in a year, month by month. What is unknown is not counted as nothing. */
        get: operations["show_dues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/dues/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enters the dues of a month as paid, each at what is due. */
        post: operations["pay_dues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/dues/payments/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back a payment that was ticked by mistake. */
        post: operations["undo_dues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The duties of a branch in a month, by due day. */
        get: operations["list_duties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups of a branch in order, closed ones last, with today's members and the meetings of one year. */
        get: operations["list_groups"];
        put?: never;
        /** A new group of a branch. */
        post: operations["add_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Another name of a group. */
        put: operations["rename_group"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/groups/{group}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a group that has no members any more. */
        post: operations["close_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/groups/{group}/leader": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A member of the group leads it from a day on; who led it before does no more. */
        post: operations["name_leader"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/groups/{group}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts members of the branch into a group from a day on; whoever leads the group that he leaves leads it no more. */
        post: operations["place_in_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A branch's year: duties by months. */
        get: operations["branch_matrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches/{branch}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A branch at a glance; the newest month with results unless `period` is given. */
        get: operations["show_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/burden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Duties, records and required fields a month by category, against the version before; minutes from real use as
         *     medians of at least five branches. No person, no score.
         */
        get: operations["show_burden"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/days/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a day off, worked or ordinary. `If-Match` is 0 where the published calendar stood so far. */
        put: operations["put_day"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days of a year on which the weekday does not decide. */
        get: operations["show_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Candidates in the caller's reach, each with the next step and its days. */
        get: operations["list_candidates"];
        put?: never;
        /** Somebody handed in an application. */
        post: operations["add_candidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/candidates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One candidate: the steps taken, and those that may follow. */
        get: operations["show_candidate"];
        /** Corrects what a candidate is. */
        put: operations["edit_candidate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/candidates/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a way before membership: the application withdrawn, or the branch's decision. */
        post: operations["close_candidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/candidates/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a step. What the rules exclude is refused; where a norm is not kept, the reason is asked for. The superior's
         *     approval takes the candidate into the roster, that of the confirmation gives full rights.
         */
        post: operations["take_step"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/candidates/{id}/steps/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the last step back, until the roster rests on it. */
        post: operations["undo_step"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories of the scheme in force. */
        get: operations["list_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signed checkpoints, newest first. */
        get: operations["list_checkpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checkpoints/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest checkpoint, for whoever is signed in: the root that is printed under rankings. */
        get: operations["latest_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checkpoints/{size}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A checkpoint as a signed note (C2SP), to be kept by somebody else. */
        get: operations["checkpoint_note"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/elections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bodies with a term of office, the one that ends first in front. */
        get: operations["list_elections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events in the caller's reach, newest first. */
        get: operations["list_events"];
        put?: never;
        /** Proposes an event. The same document counts once for a branch and class. */
        post: operations["propose_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves several, all or none. */
        post: operations["approve_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The classes of events in the scheme in force, with what each can do to points. */
        get: operations["list_event_classes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What approval would do to the branch's open periods. Nothing is kept. */
        post: operations["preview_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event. */
        get: operations["show_event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves one; the branch's score follows at once. */
        post: operations["approve_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses one, with the reason. */
        post: operations["refuse_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one back; its points go with it, its history stays. Whoever proposed it takes back what is not decided yet. */
        post: operations["withdraw_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exceptions in the caller's reach, the newest request first. */
        get: operations["list_exceptions"];
        put?: never;
        /** Asks for an exception from a duty in one of its cycles, or from a normal limit of the organisation for a year. */
        post: operations["ask_exception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One exception. */
        get: operations["show_exception"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a request: the duty is no longer owed in that cycle. */
        post: operations["approve_exception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses a request, with the reason. */
        post: operations["refuse_exception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a request back, or ends an approved exception; the duty is owed again. */
        post: operations["withdraw_exception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/extensions/{extension}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or refuse an extension; not one's own. */
        post: operations["decide_extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Facts in the caller's reach, newest first. A business department sees the measures of every branch. */
        get: operations["list_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One fact, and every point that it moved. */
        get: operations["show_fact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether results are still being made after a large import. */
        get: operations["show_rating"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own exports, newest first. */
        get: operations["list_jobs"];
        put?: never;
        /** Asks for an export with the filter and order of its list. It holds what the caller may see. */
        post: operations["add_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a job away, with its file. */
        delete: operations["remove_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file. Whoever lost a role since he asked does not get it. */
        get: operations["download_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a failed or expired export again, with the rights of now. */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check every row against the journal, and the journal against its checkpoints. One check at a time. */
        post: operations["verify_journal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes, refusals and readings of personal numbers, newest first. */
        get: operations["list_operations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signing in and out, wrong passwords, locks, newest first. */
        get: operations["list_sign_ins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members in the caller's reach, today's by default. */
        get: operations["list_members"];
        put?: never;
        /** Takes a person into a branch's roster. Identity and phone number may stay empty: the roster works without them. */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes everybody of a checked workbook into the rosters, or nobody. */
        post: operations["import_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/import/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what is wrong with each row of a workbook. Nothing is written. */
        post: operations["check_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/import/marked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The workbook that was sent, with what is wrong in a last column. */
        post: operations["mark_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/import/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The empty workbook, with drop-downs of the branches and groups that the caller keeps. */
        get: operations["members_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The members who bear exactly this identity or phone number. A POST, so that the number stays out of addresses and logs. */
        post: operations["search_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member: now, before, and the posts held. */
        get: operations["show_member"];
        /** Corrects what a member is. Branch, group and standing change by their own operations. */
        put: operations["edit_member"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/discipline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new disciplinary measure, entered by a superior. What it does to rights is a change of standing of its own. */
        post: operations["add_discipline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/discipline/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A member's disciplinary measures. A POST: each reading is noted with its purpose. */
        post: operations["read_discipline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/dues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a member's dues are reckoned from, from a month on; with a reduction, if hardship asks for one. */
        post: operations["set_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/dues/{month}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A superior's word on a reduction for hardship; not by whoever entered it. */
        post: operations["decide_reduction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a membership for good: death, leaving, expulsion, removal. Moves to another branch are transfers. */
        post: operations["end_membership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/honours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member's honours, newest first. */
        get: operations["list_honours"];
        put?: never;
        /** A new honour. */
        post: operations["add_honour"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/membership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Group, standing or whereabouts of a member from a day on. */
        post: operations["change_membership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A post in the member's branch, from a day on. */
        post: operations["add_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/posts/{post}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a post. */
        post: operations["end_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One number in full. The journal keeps who asked for whose number and why, never the number. */
        post: operations["reveal_number"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/training": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member's training, newest first, with the sum of each year. The norm is one of “一般”: falling short is a reminder. */
        get: operations["show_training"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a member to another branch of the company, or out of it. The letter is valid for as long as the norm in force says. */
        post: operations["add_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/norms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every norm with its dated values and sources. */
        get: operations["list_norms"];
        put?: never;
        /** The company's own value of a norm from a day on, with its source. `If-Match` is the norm's revision. */
        post: operations["add_norm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is addressed to the caller's roles. */
        get: operations["list_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many are to do and to read. */
        get: operations["count_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the caller has opened it. */
        post: operations["read_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/org-flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The flags of the branches in reach, in document order. */
        get: operations["list_flags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The visible tree in document order. Of a large one the branches are left out (`is_whole` is false): they are looked for
         *     with `/orgs/found`.
         */
        get: operations["list_orgs"];
        put?: never;
        /** Set up a body. */
        post: operations["found_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/found": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open bodies in reach, by name or by place, in document order. */
        get: operations["find_orgs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A body as it is today. */
        get: operations["show_org"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a body that has neither members nor bodies below it. */
        post: operations["close_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the superior for a later end of the term. */
        post: operations["ask_extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a body, newest first. */
        get: operations["show_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The branches of a unit or the company, twelve cells each. */
        get: operations["org_matrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge other branches into this one. */
        post: operations["merge_orgs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a body under another one. */
        post: operations["move_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was owed in the last twelve months and not done, longest overdue first. Of more than 1000 branches in the order of
         *     the tree, as far as the page asked for; `more` says that branches behind it were not looked at.
         */
        get: operations["overdue_duties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/overdue/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remind branches of what they let pass: each duty once a day, whoever asks. All or none. */
        post: operations["remind_branches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/recategorise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a branch into another category. */
        post: operations["recategorise_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a body another name. */
        post: operations["rename_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set up branches out of this one. */
        post: operations["split_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orgs/{org}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The terms of a body and the extensions it asked for, newest first. */
        get: operations["list_terms"];
        put?: never;
        /** Note an election that was held: a new term begins. */
        post: operations["hold_election"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All periods with results, newest first. */
        get: operations["list_periods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/{period}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate a period again from what is known now; a sealed one is refused. */
        post: operations["rate_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/{period}/scorecards/{branch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One scorecard, each point traced to its rule and its facts. */
        get: operations["show_scorecard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/{period}/scorecards/{branch}/print.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The scorecard as the paper form: one wide table on landscape A4, the same numbers as on screen. */
        get: operations["print_scorecard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/{period}/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seal a period: its results stand, and it is never rated again. Sealing twice changes nothing. */
        post: operations["seal_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each role may do: the same table by which requests are decided. */
        get: operations["list_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rankings/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One category's ranking in a period. Points and stars are public to all branches of the category. */
        get: operations["show_ranking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rankings/{period}/print.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ranking as a formal table on landscape A4: all rows of the filtered list, the same numbers as on screen. */
        get: operations["print_ranking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts of the entries that touched one row of a branch, newest first, at most 50. */
        get: operations["list_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One receipt, with the proof that the newest checkpoint holds its entry. For the one who acted, and for those who reach the
         *     branch it happened at.
         */
        get: operations["show_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records in the caller's reach; drafts only of the caller's own branch. The review queue is `state=filed&sort=filed`. */
        get: operations["list_records"];
        put?: never;
        /** Begin a record: a draft with everything that need not be typed, attendance from the roster first of all. */
        post: operations["begin_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept several records: all or none. */
        post: operations["accept_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The arithmetic of a record while it is filled in; nothing is kept. */
        post: operations["check_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a record of this kind asks, each field with the rules that read it, and whom it expects. */
        get: operations["show_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One record with its rounds and what changed between them. */
        get: operations["show_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a record. Nobody accepts what they filed. */
        post: operations["accept_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep what was typed; nothing is filed by it. */
        put: operations["save_draft"];
        post?: never;
        /** Drop what was typed since the last filing. */
        delete: operations["drop_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** File what was typed. Its facts count from this moment; the answer says what moved. */
        post: operations["file_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/hints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Like texts of the last months, like pictures and impossible dates: hints for the reviewer, never points. */
        get: operations["show_hints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/hints/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the hints at the last filing were looked into. It is kept with the record and changes no score. */
        post: operations["check_hints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/print.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A record on A4, to be signed: what was filed last; for its own branch the draft of one never filed. */
        get: operations["print_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a record with a reason. Nobody returns what they filed. */
        post: operations["return_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a record back. What was filed stays in its history and counts no more. */
        post: operations["withdraw_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When reminders go out. */
        get: operations["show_reminders"];
        /** Sets when reminders go out. */
        put: operations["put_reminders"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All schemes, newest first; a published scheme is public to everyone who signs in. */
        get: operations["list_schemes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/{code}/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One scheme, every part named and explained, with its source text. */
        get: operations["show_scheme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["show_session"];
        put?: never;
        /** Sign in. */
        post: operations["open_session"];
        /** Sign out; without a session nothing happens. */
        delete: operations["close_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose another password. Every session ends, and the caller goes on with a new one. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own sessions, latest first. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /** End all of the caller's sessions, this one too. */
        delete: operations["end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of the caller's sessions. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the installation is read-only and why, for whoever is signed in; its alarms, newest first, for administrators. */
        get: operations["show_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One training for several members at once. */
        post: operations["add_training"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfer-targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Branches of the whole company to which a member may move: names and units, as rankings publish them. */
        get: operations["list_transfer_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transfers out of and into the caller's branches, newest first. */
        get: operations["list_transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Receives a member: from this day on he is on the new roster. For one who left the company, the receipt has come back. */
        post: operations["receive_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws a transfer that nobody received yet. */
        post: operations["withdraw_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workbench": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's start page. */
        get: operations["show_workbench"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workbook/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps everything of a checked workbook, or nothing. */
        post: operations["import_workbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workbook/import/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what is wrong with each row of a workbook. Nothing is written. */
        post: operations["check_workbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workbook/import/marked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The workbook that was sent, with what is wrong in a last column. */
        post: operations["mark_workbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workbook/import/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The empty workbook of the scheme in force. */
        get: operations["workbook_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedView: {
            /** Format: int64 */
            accepted: number;
        };
        AccountView: {
            account: string;
            created_at: string;
            id: string;
            /** @description No sign-in for 90 days. */
            is_stale: boolean;
            name: string;
            roles: components["schemas"]["RoleAt"][];
            signed_in_at: string | null;
            state: components["schemas"]["StateWord"];
            state_name: string;
        };
        AddAccount: {
            account: string;
            name: string;
        };
        Agenda: {
            /**
             * @description 重要事项.
             * @default false
             */
            major: boolean;
            /** @default null */
            resolution: string | null;
            /**
             * @description 理论学习.
             * @default false
             */
            study: boolean;
            /** @default null */
            summary: string | null;
            /** @default  */
            topic: string;
            /** @default null */
            vote: components["schemas"]["RecordVote"] | null;
        };
        /**
         * @description What an alarm is about.
         * @enum {string}
         */
        AlarmKind: "storage" | "journal" | "checkpoint" | "clock";
        AlarmView: {
            at: string;
            kind: components["schemas"]["AlarmKind"];
            message: string;
        };
        /** @description What a change of facts did to one period of the branch. */
        AssessedView: {
            /** @description Points before, if the period had a result. */
            before: string | null;
            /** @description Items that changed, those that gained most first. */
            moved: components["schemas"]["MovedItemView"][];
            period: string;
            title: string;
            total: string;
        };
        AttachmentView: {
            branch_id: string;
            id: string;
            kind: components["schemas"]["FileSort"];
            name: string;
            /** @description What it belongs to: `records` and the record's id. */
            owner: string | null;
            owner_id: string | null;
            sha256: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            uploaded_at: string;
            uploaded_by: string;
        };
        /** @enum {string} */
        Attendance: "present" | "absent" | "left_out";
        /** @description Somebody who was expected. */
        Attendee: {
            member_id?: string | null;
            name: string;
            /** @description Why absent, or why left out of the number entitled. */
            reason?: string | null;
            status?: components["schemas"]["Attendance"];
            /** @description Has the right to vote; so unless said otherwise. */
            voter?: boolean;
        };
        AwardReason: {
            effect: components["schemas"]["GateEffect"];
            text: string;
        };
        /** @description A paragraph, or a table if it has rows. */
        Block: {
            heading: boolean;
            rows: string[][];
            text: string;
        };
        BlockView: {
            code: string;
            name: string;
            /** @description Percent by category. */
            weights: {
                [key: string]: string;
            };
        };
        BranchCells: {
            branch_id: string;
            branch_name: string;
            cells: components["schemas"]["MatrixCell"][];
        };
        BranchRow: {
            category: string;
            category_name: string;
            id: string;
            /** @description `"82.50"`. */
            latest_points: string | null;
            /** Format: int64 */
            n_members: number | null;
            name: string;
            secretary: string | null;
            star_name: string | null;
            /** Format: int64 */
            stars: number | null;
            unit_id: string;
            unit_name: string;
        };
        BranchView: {
            category: string;
            category_name: string;
            /** @description `2019-04-01`. */
            founded: string;
            has_committee: boolean | null;
            id: string;
            /** Format: int64 */
            n_members: number | null;
            name: string;
            secretary: string | null;
            term_ends: string | null;
            unit_id: string;
            unit_name: string;
        };
        /** @description Events of one sort. */
        BurdenEvent: {
            /** @description What it counts as besides. */
            also: string[];
            /** @description Required fields in one record. */
            fields: string[];
            kind: components["schemas"]["RecordKind"];
            kind_name: string;
            times_a_year: string;
        };
        /** @description The middle branch of a category. */
        BurdenMinutes: {
            category: string;
            category_name: string;
            minutes: string;
            month: string;
            /** Format: int64 */
            n_branches: number;
            /** @description Filings of that branch. */
            records: string;
        };
        BurdenView: {
            categories: components["schemas"]["CategoryBurden"][];
            compared: components["schemas"]["SchemeRef"] | null;
            is_draft: boolean;
            minutes: components["schemas"]["BurdenMinutes"][];
            /** @description Other data that branches supply: names of the classes of fact. */
            others: string[];
            scheme: components["schemas"]["SchemeRef"];
            /** @description What it asks more than the version before, and what it asks for nothing. */
            warnings: string[];
        };
        CalendarDay: {
            /** @description Duties whose last day in time it is. */
            due: components["schemas"]["CalendarDue"][];
            on: string;
            records: components["schemas"]["CalendarRecord"][];
        };
        CalendarDue: {
            duty: string;
            name: string;
            state: components["schemas"]["CellState"];
        };
        CalendarRecord: {
            id: string;
            kind: components["schemas"]["RecordKind"];
            kind_name: string;
            state: components["schemas"]["RecordState"];
            title: string;
        };
        CalendarView: {
            /** @description Only days with something on them. */
            days: components["schemas"]["CalendarDay"][];
            month: string;
        };
        Candidate: {
            name: string;
            /** Format: int32 */
            votes: number;
        };
        /** @description Empty texts mean “not known”. */
        CandidateAbout: {
            born_on?: string;
            education?: string;
            job?: string;
            name: string;
            /** @description `male` or `female`. */
            sex?: string;
        };
        CandidateEnd: {
            on: string;
            reason: string;
        };
        CandidateRow: {
            branch_id: string;
            branch_name: string;
            closed_by: string | null;
            closed_on: string | null;
            id: string;
            job: string | null;
            /** @description The last step that was taken. */
            last_name: string | null;
            last_on: string | null;
            member_id: string | null;
            name: string;
            next: components["schemas"]["NextStepView"] | null;
            stage: string;
            stage_name: string;
        };
        CandidateView: components["schemas"]["CandidateRow"] & {
            born_on: string | null;
            education: string | null;
            may_keep: boolean;
            /** @description Whether the last step can be taken back: until it has changed the roster. */
            may_undo: boolean;
            /** @description All that may follow, in order. */
            open: components["schemas"]["NextStepView"][];
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            rev: number;
            sex: string | null;
            /** @description Oldest first. */
            steps: components["schemas"]["DevelopmentStepView"][];
        };
        /**
         * @description Which figure of the workbench it is.
         * @enum {string}
         */
        CardCode: "users" | "branches" | "measures" | "points" | "rank" | "due" | "lost" | "mean" | "waiting" | "five_stars" | "vetoed";
        CardView: {
            code: components["schemas"]["CardCode"];
            title: string;
            /** @description A page of the front end that the caller may open. */
            to?: string;
            tone: components["schemas"]["Tone"];
            unit?: string;
            value: string;
        };
        CategoriesView: {
            items: components["schemas"]["CategoryView"][];
        };
        /** @description What a usual branch of a category has to do; counts are of a month unless said. */
        CategoryBurden: {
            /** @description Attachments that must be handed in. */
            attachments: string;
            code: string;
            duties: components["schemas"]["DutyBurden"][];
            /** @description Required fields. */
            fields: string;
            fields_change: string | null;
            kinds: components["schemas"]["BurdenEvent"][];
            name: string;
            /** @description If one record meets all the duties it may meet. */
            records: string;
            /** @description More (`+0.3`) or less than the version before. */
            records_change: string | null;
            /** @description The figures that the usual branch has: `党小组数`, `2`. */
            rosters: components["schemas"]["UsualFigure"][];
            /** @description If each kind of record were kept for itself: `5.3`. */
            separate: string;
        };
        CategoryCount: {
            code: string;
            /** Format: int64 */
            n: number;
            name: string;
        };
        CategoryMeans: {
            code: string;
            indices: components["schemas"]["IndexMean"][];
            name: string;
        };
        CategoryView: {
            code: string;
            /** Format: int64 */
            n_branches: number;
            name: string;
        };
        /**
         * @description What became of one cycle of a duty.
         * @enum {string}
         */
        CellState: "not_owed" | "future" | "done" | "excused" | "waiting" | "due" | "late" | "missing";
        Change: {
            /** @description An empty text takes the member out of the group. */
            group_id: string | null;
            /** @description The first day of the new state. */
            on: string;
            reason: string;
            /** @description What is absent stays. */
            standing: string | null;
            whereabouts: string | null;
        };
        /** @description A field that differs, as both versions read. */
        ChangeView: {
            after: string;
            before: string;
            field: string;
            name: string;
        };
        /**
         * @description 线上、线下.
         * @enum {string}
         */
        Channel: "online" | "offline" | "both";
        CheckAsked: {
            body: components["schemas"]["RecordBody"];
            branch_id: string;
            kind: components["schemas"]["RecordKind"];
        };
        CheckView: {
            /** @description Duties of the kinds that the event counts as. */
            duties: components["schemas"]["MetDuty"][];
            problems: components["schemas"]["ProblemView"][];
            verdict: components["schemas"]["VerdictView"];
        };
        CheckpointView: {
            at: string;
            /** @description The public key that checks it, as C2SP tools read it. */
            key: string;
            /** @description The signed note. */
            note: string;
            /** @description Hex. */
            root: string;
            /**
             * Format: int64
             * @description How many entries.
             */
            size: number;
        };
        ClassView: {
            by: string;
            key: string;
            kind: components["schemas"]["FactKind"];
            kind_name: string;
            /**
             * Format: int64
             * @description Rules of items that read it, themselves or through a duty.
             */
            n_rules: number;
            name: string;
            unit: string;
        };
        CloseGroup: {
            on: string;
        };
        Closing: {
            order: components["schemas"]["Ordered"];
        };
        CodeName: {
            code: string;
            name: string;
        };
        CodeNameText: {
            code: string;
            name: string;
            text: string;
        };
        CodeView: {
            /** @description Opens the account once. */
            code: string;
            /** Format: int64 */
            hours: number;
            id: string;
        };
        CommitteePostView: {
            name: string;
            post: string;
            post_name: string;
        };
        /**
         * Format: binary
         * @description The bytes of a file.
         */
        Content: string;
        /** @enum {string} */
        Cycle: "month" | "quarter" | "half" | "year";
        /**
         * @description 放假、上班、按星期.
         * @enum {string}
         */
        DayKind: "holiday" | "workday" | "ordinary";
        DecidedView_EventView: {
            assessed: components["schemas"]["AssessedView"][];
            entry: {
                branch_id: string;
                branch_name: string;
                class: string;
                class_name: string;
                document: string;
                /** @description 加分, 扣分, 否决: what the class can do under the scheme in force. */
                effects: components["schemas"]["EventEffect"][];
                fields: components["schemas"]["EventFieldView"][];
                id: string;
                note: string;
                on: string;
                proposal: components["schemas"]["ProposalView"];
                title: string;
                unit_id: string;
                unit_name: string;
            };
        };
        DecidedView_ExceptionView: {
            assessed: components["schemas"]["AssessedView"][];
            entry: {
                branch_id: string;
                branch_name: string;
                document: string;
                duty: string;
                duty_name: string;
                id: string;
                period: string;
                period_title: string;
                proposal: components["schemas"]["ProposalView"];
                reason: string;
                unit_id: string;
                unit_name: string;
            };
        };
        Decision: {
            /** @description Required for a refusal and a withdrawal. */
            reason?: string;
        };
        DevelopmentBallot: {
            /** Format: int32 */
            entitled: number;
            /** Format: int32 */
            in_favour: number;
            /** Format: int32 */
            present: number;
            /**
             * Format: int32
             * @description In favour, in writing, handed in before the meeting.
             */
            written: number;
        };
        /**
         * @description One step on the way into the party.
         * @enum {string}
         */
        DevelopmentStep: "application" | "talk" | "activist" | "inspection" | "target" | "vetting" | "training" | "preview" | "admission" | "approval" | "extension" | "confirmation" | "confirmation_approval";
        DevelopmentStepView: {
            exception: string | null;
            hours: string | null;
            name: string;
            note: string | null;
            on: string;
            step: components["schemas"]["DevelopmentStep"];
            until_on: string | null;
            /** @description 应到20，实到18，赞成17，书面意见1. */
            vote: string | null;
        };
        DisciplineAsked: {
            /** @description What for. */
            purpose: string;
        };
        /** @description A record after it was changed, and what that did to the score. */
        DoneView: {
            assessed: components["schemas"]["AssessedView"][];
            record: components["schemas"]["RecordView"];
        };
        /**
         * @description How far a secretary's task is.
         * @enum {string}
         */
        DueState: "due" | "late" | "done" | "waiting" | "lost";
        DueView: {
            /** @description The last day on which the duty can be done in time; the period's end where no duty is behind the item. */
            due_on: string;
            item_code: string;
            item_name: string;
            kind: components["schemas"]["RecordKind"] | null;
            state: components["schemas"]["DueState"];
            text: string;
            /** @description Full points of the item. */
            worth: string;
        };
        DuesBaseView: {
            amount: string;
            /** @description `approved` or `refused`; `null` while it waits. */
            decision: string | null;
            from_month: string;
            kind: components["schemas"]["DuesKind"];
            kind_name: string;
            reason: string | null;
            reduced_to: string | null;
        };
        DuesCellView: {
            due: string | null;
            month: string;
            paid: string | null;
            paid_on: string | null;
            state: components["schemas"]["DuesState"];
        };
        DuesDecision: {
            approve: boolean;
        };
        /**
         * @description Which column of the table of rates a base belongs to.
         * @enum {string}
         */
        DuesKind: "wage" | "pension";
        DuesLineView: {
            asked: components["schemas"]["DuesBaseView"] | null;
            base: components["schemas"]["DuesBaseView"] | null;
            /** @description Whether this caller may decide on it: nobody decides on what he entered. */
            may_decide: boolean;
            member_id: string;
            months: components["schemas"]["DuesCellView"][];
            name: string;
            retired: boolean;
            /** @description Monthly, before any reduction. */
            standard: string | null;
            sums: components["schemas"]["DuesSumsView"];
        };
        DuesMonthView: {
            month: string;
            n_open: number;
            sums: components["schemas"]["DuesSumsView"];
        };
        DuesPayments: {
            member_ids: string[];
            /** @description `2026-09`. */
            month: string;
            paid_on: string;
        };
        DuesRateView: {
            kind: components["schemas"]["DuesKind"];
            kind_name: string;
            source: string;
            text: string;
        };
        /**
         * @description How a month of a member stands. A month without a base is unknown, not nothing.
         * @enum {string}
         */
        DuesState: "not_owed" | "no_base" | "ahead" | "open" | "part" | "paid";
        /** @description What is due is what was paid of it and what is open, unless more was paid than is due. */
        DuesSumsView: {
            due: string;
            open: string;
            paid: string;
        };
        DuesView: {
            items: components["schemas"]["DuesLineView"][];
            may_decide: boolean;
            may_keep: boolean;
            /** @description The running month, or the last of an earlier year. */
            month: string;
            /** @description Of each month. */
            months: components["schemas"]["DuesMonthView"][];
            /** @description Members of whom no base is known in some month they owe; the sums are without them. */
            n_without_base: number;
            /** @description The tables in force, in words, each with its source. */
            rates: components["schemas"]["DuesRateView"][];
            sums: components["schemas"]["DuesSumsView"];
            /** Format: int32 */
            year: number;
        };
        DutiesView: {
            branch_id: string;
            branch_name: string;
            items: components["schemas"]["OwedView"][];
            month: string;
            title: string;
            today: string;
        };
        DutyBurden: {
            /** @description Of the version before; absent where there is none. */
            before: string | null;
            class_name: string;
            clause: string;
            code: string;
            cycle_name: string;
            /** @description It depends on figures that the usual branch does not have. */
            depends: boolean;
            name: string;
            status: components["schemas"]["DutyStatus"];
            times_a_year: string;
        };
        DutyName: {
            code: string;
            every: components["schemas"]["Cycle"];
            name: string;
        };
        /**
         * @description How binding a duty is.
         * @enum {string}
         */
        DutyStatus: "hard" | "normal" | "local";
        DutyView: {
            clause: string;
            code: string;
            due: string;
            every: components["schemas"]["Cycle"];
            every_name: string;
            name: string;
            status: components["schemas"]["DutyStatus"];
            status_name: string;
            text: string;
            times: string;
        };
        /**
         * @description What a change of the organisation has an effect on.
         * @enum {string}
         */
        EffectArea: "organisation" | "members" | "ledger" | "running" | "sealed" | "accounts";
        EffectView: {
            area: components["schemas"]["EffectArea"];
            area_name: string;
            text: string;
        };
        ElectionView: {
            /** @description An extension waits for its decision. */
            asked: boolean;
            /**
             * Format: int64
             * @description Days to go; negative when overdue.
             */
            days: number;
            due: string;
            kind_name: string;
            org_id: string;
            org_name: string;
            /** @description `overdue`, `soon`, `later`. */
            state: string;
            state_name: string;
            unit_id: string;
            unit_name: string;
        };
        End: {
            on: string;
            reason: string;
        };
        Entered: {
            /** Format: int64 */
            n: number;
        };
        EnteredDiscipline: {
            id: string;
        };
        /** @description One entry among several, at the revision that was seen. */
        EntryAt: {
            id: string;
            /** Format: int64 */
            rev: number;
        };
        /** @description The body of every answer that is an error. */
        ErrorBody: {
            code: components["schemas"]["ErrorCode"];
            /** @description 哪里、为什么、怎么办. */
            message: string;
            problems?: components["schemas"]["ProblemView"][];
            request_id: string;
            /** @description Of a stale edit: what stands now, and what was sent. */
            versions?: Record<string, never>;
        };
        /**
         * @description What a client can act on.
         * @enum {string}
         */
        ErrorCode: "unauthenticated" | "wrong_password" | "too_many_attempts" | "password_due" | "forbidden" | "not_found" | "bad_period" | "bad_request" | "conflict" | "stale" | "key_reused" | "not_rated" | "invalid" | "unsupported_file" | "too_large" | "storage_full" | "internal" | "unavailable" | "read_only";
        EventClassView: {
            /** @description Who supplies it. */
            by: string;
            class: string;
            effects: components["schemas"]["EventEffect"][];
            name: string;
            numbers: components["schemas"]["EventNumberView"][];
            /** @description Every rule that reads it; nothing is asked that none reads. */
            rules: components["schemas"]["EventRuleView"][];
            words: components["schemas"]["EventWordsView"][];
        };
        EventClasses: {
            items: components["schemas"]["EventClassView"][];
            may_propose: boolean;
        };
        /**
         * @description What a class of events can do: 加分, 扣分, 计入考核项, 否决.
         * @enum {string}
         */
        EventEffect: "bonus" | "deduction" | "item" | "veto";
        EventFieldView: {
            label: string;
            value: string;
        };
        EventNumberView: {
            field: string;
            name: string;
        };
        EventPreview: {
            assessed: components["schemas"]["AssessedView"][];
        };
        EventRuleView: {
            clause: string;
            effect: components["schemas"]["EventEffect"];
            /** @description The item or the veto. */
            name: string;
            text: string;
        };
        EventView: {
            branch_id: string;
            branch_name: string;
            class: string;
            class_name: string;
            document: string;
            /** @description 加分, 扣分, 否决: what the class can do under the scheme in force. */
            effects: components["schemas"]["EventEffect"][];
            fields: components["schemas"]["EventFieldView"][];
            id: string;
            note: string;
            on: string;
            proposal: components["schemas"]["ProposalView"];
            title: string;
            unit_id: string;
            unit_name: string;
        };
        EventWordView: {
            code: string;
            name: string;
        };
        /** @description A word field; without a list any text will do. */
        EventWordsView: {
            field: string;
            name: string;
            required: boolean;
            words: components["schemas"]["EventWordView"][];
        };
        ExceptionView: {
            branch_id: string;
            branch_name: string;
            document: string;
            duty: string;
            duty_name: string;
            id: string;
            period: string;
            period_title: string;
            proposal: components["schemas"]["ProposalView"];
            reason: string;
            unit_id: string;
            unit_name: string;
        };
        ExpectedMember: {
            group: string | null;
            id: string;
            name: string;
            post: string | null;
            shift: string | null;
            standing: string;
            voter: boolean;
        };
        ExtensionDecision: {
            approved: boolean;
            /** @description What was replied, with the document's number. */
            reply: string;
        };
        /**
         * @description How far the request for a later end of a term is.
         * @enum {string}
         */
        ExtensionState: "asked" | "approved" | "refused";
        ExtensionView: {
            asked_on: string;
            document: string;
            id: string;
            may_decide: boolean;
            reason: string;
            reply: string | null;
            /** Format: int64 */
            rev: number;
            state: components["schemas"]["ExtensionState"];
            state_name: string;
            until: string;
        };
        /** @enum {string} */
        FactKind: "record" | "measure" | "event" | "judgement" | "ballot" | "roster" | "task" | "result" | "exception";
        /** @description A fact as a link. */
        FactRef: {
            id: string;
            /** @description `2026-09-30`. */
            on: string;
            title: string;
        };
        FactRow: {
            branch_id: string;
            branch_name: string;
            filed_on: string | null;
            id: string;
            key: string;
            kind: components["schemas"]["FactKind"];
            kind_name: string;
            name: string;
            on: string;
            state: components["schemas"]["FactState"];
            state_name: string;
            title: string;
            unit_name: string;
        };
        /** @enum {string} */
        FactState: "valid" | "returned" | "withdrawn";
        FactView: components["schemas"]["FactRow"] & {
            counts_for: string | null;
            entered_at: string;
            entered_by: string;
            fields: components["schemas"]["FieldView"][];
            /** @description Every point that this fact moved, newest first. */
            moved: components["schemas"]["MovedView"][];
            source: string;
        };
        FailedRow: {
            reasons: string[];
            /** @description As the workbook counts: the headings are row 1. */
            row: number;
            sheet: string;
        };
        /** @description A regulation that needs a field. */
        FieldGround: {
            source: string;
            text: string;
        };
        /** @description A rule that reads a field. */
        FieldReader: {
            /** @description `月度`. */
            cycle_name: string;
            /** @description Of the item: `星级队伍`; empty where it belongs to none. */
            index_name: string;
            item: string;
            name: string;
            /** @description What the item is worth to this branch: `2.00`; absent where it does not apply to it. */
            points: string | null;
            text: string;
        };
        FieldView: {
            label: string;
            name: string;
            unit: string;
            value: string;
        };
        FigureView: {
            code: string;
            name: string;
            value: string;
        };
        /** @enum {string} */
        FileSort: "pdf" | "jpg" | "png" | "docx" | "xlsx" | "pptx";
        FlagView: {
            code: string;
            /** @description The year that an exception would be asked for; none where the rule takes no exception. */
            exception_period: string | null;
            /** @description `正式党员 6 名，班子 3 人`. */
            figures: string;
            /** @description The approved exception that lifts it. */
            lifted_by: string | null;
            name: string;
            sentence: string;
            source: string;
            status: components["schemas"]["DutyStatus"];
            status_name: string;
        };
        FlagsView: components["schemas"]["PageView_BranchFlagView"] & {
            /** @description When they were looked for: now, or in a large company some moments ago. */
            as_of: string;
        };
        FormDuty: {
            clause: string;
            code: string;
            /** @description The last day on which it is in time, for the cycle of the day asked. */
            due_on: string;
            name: string;
            status: components["schemas"]["DutyStatus"];
        };
        FormField: {
            ground: components["schemas"]["FieldGround"] | null;
            /** @description A field of the body; `agenda.major` and `agenda.study` are marks on its topics. */
            name: string;
            read_by: components["schemas"]["FieldReader"][];
            /** @description Without it the record cannot be filed: a rule reads it, or a regulation needs it. */
            required: boolean;
            title: string;
        };
        /** @description What an item is judged by, in the scheme's own words. */
        FormStandard: {
            evidence: string;
            item: string;
            name: string;
        };
        FormView: {
            /** @description Further duties that one such event may meet. */
            also: components["schemas"]["FormWord"][];
            duties: components["schemas"]["FormDuty"][];
            fields: components["schemas"]["FormField"][];
            groups: components["schemas"]["FormWord"][];
            kind: components["schemas"]["RecordKind"];
            kind_name: string;
            lecturers: components["schemas"]["FormWord"][];
            /** @description Whom this kind expects on that day. */
            roster: components["schemas"]["ExpectedMember"][];
            /** @description What the items that read such a record are judged by. */
            standards: components["schemas"]["FormStandard"][];
            themes: components["schemas"]["FormWord"][];
            /** @description Topics of the branch's last records of the kind, the newest first: to be taken over one by one. */
            topics: string[];
        };
        FormWord: {
            code: string;
            name: string;
        };
        FoundView: {
            category: string | null;
            category_name: string | null;
            id: string;
            kind: components["schemas"]["OrgKind"];
            name: string;
            parent_id: string | null;
            parent_name: string | null;
            unit_id: string;
            unit_name: string;
        };
        GapView: {
            /** @description What the loss is seen from, if there are records of it. */
            facts: components["schemas"]["FactRef"][];
            item_code: string;
            item_name: string;
            points_lost: string;
            text: string;
        };
        /**
         * @description Whether a gate on the way to a star was passed.
         * @enum {string}
         */
        GateEffect: "passed" | "failed";
        /** @enum {string} */
        Grade: "excellent" | "qualified" | "basic" | "unqualified";
        /** @description A member in the democratic appraisal. */
        Graded: {
            /**
             * @description Ballots for each grade, best first.
             * @default []
             */
            ballots: number[];
            /** @default null */
            grade: components["schemas"]["Grade"] | null;
            /** @default null */
            member_id: string | null;
            /** @default  */
            name: string;
            /** @default false */
            peer_done: boolean;
            /**
             * @description Takes part, is not graded.
             * @default false
             */
            probationary: boolean;
            /** @default false */
            self_done: boolean;
        };
        GrantRole: {
            org_id: string;
            role: string;
        };
        GroupLeader: {
            member_id: string;
            on: string;
        };
        GroupList: {
            items: components["schemas"]["GroupView"][];
            may_keep: boolean;
            /** @description Members of the branch who are in no group. */
            ungrouped: components["schemas"]["GroupMember"][];
            /** Format: int32 */
            year: number;
        };
        GroupMeetingView: {
            /** @description Id of the record. */
            id: string;
            on: string;
            state: string;
            state_name: string;
            title: string;
        };
        GroupMember: {
            id: string;
            leads: boolean;
            name: string;
        };
        GroupMembers: {
            member_ids: string[];
            /** @description The first day in the group. */
            on: string;
        };
        GroupName: {
            name: string;
        };
        GroupView: {
            closed_on: string | null;
            founded_on: string;
            id: string;
            /** @description Of the year, newest first. */
            meetings: components["schemas"]["GroupMeetingView"][];
            /** @description Today's; who leads the group first. */
            members: components["schemas"]["GroupMember"][];
            /** Format: int64 */
            n_members: number;
            n_this_month: number;
            name: string;
            /** Format: int64 */
            rev: number;
        };
        HintCheck: {
            at: string;
            by: string;
            note: string | null;
        };
        HintPassage: {
            /** @description The field of this record: `agenda.2.summary`. */
            at: string;
            ours: string;
            /** @description The other record's words; absent where they are not the caller's to read. */
            theirs: string | null;
        };
        /** @description Another record; without name and address where it is not the caller's to read. */
        HintedRecord: {
            branch_name: string | null;
            on: string | null;
            record_id: string | null;
            title: string | null;
        };
        HintsView: {
            checked: components["schemas"]["HintCheck"] | null;
            /** @description Whether words were left out because many branches use them. */
            common: boolean;
            /** @description Documents that are younger than the meeting that studied them. */
            later: components["schemas"]["LaterHint"][];
            pictures: components["schemas"]["PictureHint"][];
            /** @description Most in common first. */
            texts: components["schemas"]["TextHint"][];
        };
        ImportRating: {
            is_rating: boolean;
        };
        IndexMean: {
            code: string;
            name: string;
            value: string;
        };
        IndexValue: {
            code: string;
            name: string;
            value: string;
        };
        IndexView: {
            best: string | null;
            best_branch_name: string | null;
            code: string;
            earned: string;
            /** @description Of the category. */
            mean: string | null;
            name: string;
            possible: string;
            previous: string | null;
            value: string;
        };
        /** @description Part of an item in a scheme and of a line in a scorecard. */
        ItemHead: {
            assessor: string;
            block: string;
            block_name: string;
            channel: components["schemas"]["Channel"];
            channel_name: string;
            clause: string;
            criterion: string;
            cycle: components["schemas"]["Cycle"];
            cycle_name: string;
            evidence: string;
            index: string;
            index_name: string;
            kind: components["schemas"]["ItemKind"];
            kind_name: string;
            section: string;
            section_name: string;
        };
        /**
         * @description 基础、专项、加分、扣分.
         * @enum {string}
         */
        ItemKind: "base" | "special" | "bonus" | "deduction";
        ItemView: components["schemas"]["ItemHead"] & {
            code: string;
            name: string;
            /** @description By category; categories to which the item does not apply are left out. */
            points: {
                [key: string]: string;
            };
            rules: components["schemas"]["RuleView"][];
        };
        JobView: {
            created_at: string;
            error: string | null;
            expires_at: string | null;
            /** @description What the file is called, with its ending. */
            file_name: string | null;
            finished_at: string | null;
            id: string;
            kind: string;
            /**
             * Format: int64
             * @description Rows of a table, records of a book.
             */
            n_rows: number | null;
            /**
             * Format: int64
             * @description 0 to 100.
             */
            percent: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number | null;
            state: components["schemas"]["JobWord"];
            title: string;
        };
        /** @enum {string} */
        JobWord: "waiting" | "running" | "done" | "failed" | "expired";
        LaterHint: {
            at: string;
            message: string;
            text: string;
        };
        Lecturer: {
            name: string;
            /** @description A word of the scheme's list: secretary, leader, member. */
            role: string;
        };
        /**
         * @description How far one line is settled.
         * @enum {string}
         */
        LineState: "final" | "waiting" | "not_owed";
        LineView: components["schemas"]["ItemHead"] & {
            full: string;
            item: string;
            name: string;
            points: string;
            /** @description The branch's own mark (自评分); never counted. */
            self_points: string | null;
            state: components["schemas"]["LineState"];
            steps: components["schemas"]["StepView"][];
            waiting_for: string | null;
        };
        LogView: {
            /** @description Empty where somebody tried a name that no account has. */
            account: string;
            action: string;
            action_name: string;
            address: string | null;
            at: string;
            /** @description What it was done to. */
            detail: string;
            id: string;
            name: string | null;
            /** @description Why personal data was looked at. */
            purpose: string | null;
        };
        ManyEvents: {
            items: components["schemas"]["EntryAt"][];
        };
        ManyEventsDone: {
            /** Format: int64 */
            approved: number;
            assessed: components["schemas"]["AssessedView"][];
        };
        MatrixCell: {
            /** Format: int64 */
            done: number;
            due_on: string | null;
            /** @description Ids of the facts of approved exceptions. */
            exceptions: string[];
            /** @description `2026-09`. */
            month: string;
            /** Format: int64 */
            owed: number;
            /** @description Ledger records that count. */
            records: string[];
            state: components["schemas"]["CellState"];
        };
        MatrixRow: {
            /** @description Twelve; a longer cycle stands in its last month. */
            cells: components["schemas"]["MatrixCell"][];
            clause: string;
            duty: string;
            every: components["schemas"]["Cycle"];
            kind: components["schemas"]["RecordKind"] | null;
            name: string;
            status: components["schemas"]["DutyStatus"];
        };
        MatrixView: {
            branch_id: string;
            branch_name: string;
            rows: components["schemas"]["MatrixRow"][];
            /** Format: int32 */
            year: number;
        };
        MeanView: {
            mean: string | null;
            period: string;
            title: string;
        };
        MemberAwardList: {
            items: components["schemas"]["MemberAwardView"][];
            may_add: boolean;
            may_read_discipline: boolean;
        };
        MemberAwardView: {
            document: string | null;
            id: string;
            issuer: string | null;
            level: string | null;
            on: string;
            title: string;
            /** @description Of a measure with a term. */
            until_on: string | null;
        };
        MemberRow: {
            born_on: string | null;
            branch_id: string;
            branch_name: string;
            confirmed_on: string | null;
            education: string | null;
            group_id: string | null;
            group_name: string | null;
            id: string;
            job: string | null;
            joined_on: string | null;
            left_by: string | null;
            /** @description The last day here, for those who left, and why. */
            left_on: string | null;
            name: string;
            /**
             * Format: int32
             * @description Whole years since confirmation (党龄).
             */
            party_years: number | null;
            /** @description `138****1234`. */
            phone_mask: string | null;
            /** @description 书记、组织委员… */
            posts: string[];
            retired: boolean;
            sex: components["schemas"]["Sex"] | null;
            sex_name: string | null;
            shift: string | null;
            standing: components["schemas"]["Standing"];
            standing_name: string;
            unit_name: string;
            whereabouts: components["schemas"]["Whereabouts"];
            whereabouts_name: string;
        };
        MemberView: components["schemas"]["MemberRow"] & {
            ethnic: string | null;
            /** @description Newest first. */
            held: components["schemas"]["PostView"][];
            /** @description Newest first. */
            history: components["schemas"]["SpanView"][];
            identity_mask: string | null;
            may_keep: boolean;
            may_reveal: boolean;
            retired_on: string | null;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            rev: number;
        };
        Merging: {
            /** @description Branches that end; their members come to the branch of the address. */
            branches: string[];
            order: components["schemas"]["Ordered"];
        };
        MetDuty: {
            code: string;
            name: string;
        };
        MineView: {
            branch_id: string;
            branch_name: string;
            /** @description Most urgent first. */
            due: components["schemas"]["DueView"][];
            gaps: components["schemas"]["GapView"][];
            /** Format: int64 */
            of: number;
            points: string;
            possible: string;
            /** Format: int64 */
            rank: number | null;
            star_name: string | null;
            /** Format: int64 */
            stars: number | null;
        };
        /** @description One item that changed, with the reason that now stands. */
        MovedItemView: {
            /** @description `+2.00`, `-0.50`. */
            change: string;
            item: string;
            name: string;
            /** @description The section of the standard (组织生活) that it belongs to; empty if the scheme has none. */
            section: string;
            sentence: string;
        };
        MovedView: {
            item: string;
            item_name: string;
            period: string;
            points: string;
            sentence: string;
            title: string;
        };
        MoverView: {
            branch_id: string;
            branch_name: string;
            category_name: string;
            /**
             * Format: int64
             * @description Places won; negative is down.
             */
            movement: number;
            /** Format: int64 */
            rank: number | null;
        };
        /** @enum {string} */
        MustChooseWord: "code" | "old";
        NewCandidate: components["schemas"]["CandidateAbout"] & {
            branch_id: string;
            /** @description The day of the application. */
            on: string;
        };
        NewCategory: {
            category: string;
            order: components["schemas"]["Ordered"];
        };
        NewDevelopmentStep: {
            ballot: components["schemas"]["DevelopmentBallot"] | null;
            /** @description Why a norm was not kept. */
            exception?: string;
            /** @description Of a training: `"24"`, `"28.5"`. */
            hours?: string;
            note?: string;
            on: string;
            /** @description Word of a step. */
            step: string;
            /** @description Of an extension: the new last day of the probation. */
            until_on?: string;
        };
        NewDuesBase: {
            /** @description Yuan a month. */
            amount: string;
            /** @description `2026-09`: the month in which the pay changed. */
            from_month: string;
            /** @description `wage` or `pension`. */
            kind: string;
            reason?: string;
            /** @description Yuan a month; empty for none. */
            reduced_to?: string;
        };
        NewEvent: {
            /** @description Ids of files that bear it out; none is needed. */
            attachments?: string[];
            branch_id: string;
            class: string;
            /** @description Number of the document that says so. */
            document: string;
            note?: string;
            /** @description Figures of the class: `count` → `2`. */
            numbers?: {
                [key: string]: string;
            };
            /** @description The day it happened. */
            on: string;
            /** @description Words of the class: `level` → `city`. */
            tags?: {
                [key: string]: string;
            };
            /** @description Made from class and words when empty. */
            title?: string;
        };
        NewException: {
            /** @description Ids of files that bear it out; none is needed. */
            attachments?: string[];
            branch_id: string;
            /** @description Number of a document that bears it out; may be left out. */
            document?: string;
            /** @description A duty of the scheme or the code of a flag: `committee_monthly`, `members_over`. */
            duty: string;
            /** @description The cycle of the duty: `2026-09`, `2026-Q3`; of a flag the year. */
            period: string;
            reason: string;
        };
        NewExtension: {
            document: string;
            reason: string;
            /** @description The last day of the extended term. */
            until: string;
        };
        NewGroup: {
            founded_on: string;
            name: string;
        };
        NewHintCheck: {
            /** @description What was found; may be left out. */
            note: string | null;
        };
        NewJob: {
            /** @description `members`, `records`, `overdue`, `ranking`, `book`. */
            kind: string;
            /** @description Filter and order as in the address of the list. */
            query?: Record<string, never>;
        };
        NewMember: components["schemas"]["Person"] & {
            branch_id: string;
            /** @description The day from which he belongs here; the day of joining if empty. */
            from_on?: string;
            group_id?: string;
            reason?: string;
            /** @description Word of a standing; if empty, told by the dates. */
            standing?: string;
        };
        NewMemberAward: {
            document?: string;
            issuer?: string;
            level?: string;
            on: string;
            title: string;
            until_on?: string;
        };
        NewNorm: {
            from_on: string;
            key: string;
            source: string;
            /** @description A whole number, or lines such as `300000:50 *:200`: up to so many cents, so many hundredths of a percent. */
            value: string;
        };
        NewOrg: {
            /** @description Branches only. */
            category: string | null;
            kind: components["schemas"]["NewOrgKind"];
            /**
             * Format: int64
             * @description Of a joint branch: how many units it covers; flagged above five.
             */
            n_units: number | null;
            name: string;
            order: components["schemas"]["Ordered"];
            parent_id: string;
        };
        /**
         * @description What can be set up: all but the company itself.
         * @enum {string}
         */
        NewOrgKind: "unit" | "general" | "branch";
        NewOrgName: {
            name: string;
            order: components["schemas"]["Ordered"];
        };
        NewParent: {
            order: components["schemas"]["Ordered"];
            parent_id: string;
        };
        NewPart: {
            /** @description As the old branch's if left out. */
            category: string | null;
            /** @description Ids of members who go with it. */
            members?: string[];
            name: string;
        };
        NewPassword: {
            /** @description Empty for whoever signed in with a one-time code. */
            former: string;
            password: string;
        };
        NewPost: {
            from_on: string;
            post: string;
        };
        NewRecord: {
            branch_id: string;
            /** @description The id of a record to copy topics and the like from, or `last`. Hours, place and chair come from the last one anyway. */
            copy_from?: string | null;
            kind: components["schemas"]["RecordKind"];
            /** @description The day it was or will be held; today unless said. */
            on?: string | null;
        };
        NewReminder: {
            items: components["schemas"]["RemindedDuty"][];
        };
        NewTerm: {
            /** @description Number of the superior's reply. */
            document: string;
            elected_on: string;
            /** Format: int64 */
            years: number;
        };
        NewTraining: {
            /** @description `"4"`, `"1.5"`. */
            hours: string;
            member_ids: string[];
            on: string;
            title: string;
        };
        NewTransfer: {
            /** @description The organisation outside the company. */
            elsewhere?: string;
            left_on: string;
            /** @description Number of the letter. */
            letter?: string;
            /** @description A branch of the company; empty when the member leaves it. */
            to_branch_id?: string;
        };
        NewWorkDay: {
            kind: components["schemas"]["DayKind"];
            name: string;
            source?: string;
        };
        NextStepView: {
            clause: string;
            earliest: string | null;
            latest: string | null;
            /** @description Whether this caller may take it today or later. */
            may_take: boolean;
            name: string;
            overdue: boolean;
            step: components["schemas"]["DevelopmentStep"];
            /** @description For the superior committee to take. */
            superiors: boolean;
            voted: boolean;
        };
        NormList: {
            items: components["schemas"]["NormView"][];
            may_keep: boolean;
        };
        NormValue: {
            from_on: string;
            in_force: boolean;
            /** @description The company's own, which goes before the regulations'. */
            own: boolean;
            source: string;
            /** @description In words. */
            text: string;
            /** @description As `POST /norms` takes it. */
            value: string;
        };
        NormView: {
            key: string;
            /** @description What the company may write, where it is not free. */
            limit: string | null;
            /** @description Whether the caller may write a value of the company's own. */
            may_change: boolean;
            /**
             * Format: int64
             * @description Grows with each value that is written; 0 while only the regulations speak.
             */
            rev: number;
            status: components["schemas"]["DutyStatus"];
            status_name: string;
            title: string;
            unit: string;
            /** @description Those of the regulations first, each by its day. */
            values: components["schemas"]["NormValue"][];
        };
        NoticeCountsView: {
            /** Format: int64 */
            to_read: number;
            /** Format: int64 */
            todo: number;
        };
        /**
         * @description 待办 or 待阅.
         * @enum {string}
         */
        NoticeKind: "todo" | "read";
        NoticeView: {
            at: string;
            branch_id: string | null;
            branch_name: string | null;
            done_at: string | null;
            due_on: string | null;
            id: string;
            kind: components["schemas"]["NoticeKind"];
            /** @description A place in the product. */
            link: string;
            read_at: string | null;
            text: string;
            title: string;
        };
        Number: {
            /** @description `identity` or `phone`. */
            field: string;
            value: string;
        };
        OpenSession: {
            account: string;
            password: string;
        };
        /** @description Day, reason and document of an order. */
        Ordered: {
            /** @description `党发〔2026〕12号`. */
            document: string;
            /** @description `2026-11-01`: the first day on which it holds; may be ahead, not within a sealed period. */
            on: string;
            reason: string;
        };
        OrgChangedView: {
            /** @description What it means for the ledger, for running and for sealed periods. */
            effects: components["schemas"]["EffectView"][];
            on: string;
            /** @description The body it is about; of a preview of a founding, none that exists. */
            org_id: string;
            /** @description Nothing was done yet. */
            preview: boolean;
            title: string;
        };
        OrgDetailView: {
            category: string | null;
            category_name: string | null;
            closed: string | null;
            committee: components["schemas"]["CommitteePostView"][];
            flags: components["schemas"]["FlagView"][];
            founded: string;
            id: string;
            kind: components["schemas"]["OrgKind"];
            kind_name: string;
            /** @description Whether the caller may order changes of it, found bodies below it, ask for a later end of its term. */
            may_change: boolean;
            may_extend: boolean;
            may_found: boolean;
            /** Format: int64 */
            n_full: number | null;
            /** Format: int64 */
            n_members: number | null;
            /** Format: int64 */
            n_probationary: number;
            /**
             * Format: int64
             * @description Of a joint branch.
             */
            n_units: number | null;
            name: string;
            parent_id: string | null;
            parent_name: string | null;
            /** Format: int64 */
            rev: number;
            secretary: string | null;
            term_ends: string | null;
            unit_id: string;
            unit_name: string;
        };
        OrgHistoryItemView: {
            /** @description Ordered for a day that is still to come. */
            ahead: boolean;
            document: string | null;
            entered_by: string | null;
            on: string;
            reason: string | null;
            title: string;
        };
        OrgHistoryView: {
            items: components["schemas"]["OrgHistoryItemView"][];
        };
        /** @enum {string} */
        OrgKind: "company" | "unit" | "general" | "branch";
        OrgMatrixView: {
            duties: components["schemas"]["DutyName"][];
            items: components["schemas"]["BranchCells"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            size: number;
            /** Format: int64 */
            total: number;
        };
        OrgView: {
            category: string | null;
            category_name: string | null;
            id: string;
            kind: components["schemas"]["OrgKind"];
            /**
             * Format: int64
             * @description Branches at or below it that the caller sees.
             */
            n_branches: number;
            name: string;
            parent_id: string | null;
        };
        OrgsView: {
            /** @description Whether the branches are among the items. */
            is_whole: boolean;
            items: components["schemas"]["OrgView"][];
        };
        OutputView: {
            code: string;
            name: string;
            sentence: string;
            unit: string;
            value: string | null;
        };
        OverdueRow: {
            branch_id: string;
            branch_name: string;
            /**
             * Format: int64
             * @description Days since the last day in time.
             */
            days: number;
            due_on: string;
            duty: string;
            kind: components["schemas"]["RecordKind"] | null;
            /**
             * Format: int64
             * @description How often it is still to be done.
             */
            missing: number;
            name: string;
            period: string;
            period_title: string;
        };
        OwedItemView: {
            code: string;
            name: string;
            points: string;
        };
        /**
         * @description How a duty stands on a day.
         * @enum {string}
         */
        OwedState: "not_owed" | "excused" | "done" | "late" | "open" | "overdue" | "missing" | "unknown";
        OwedView: {
            clause: string;
            /** Format: int64 */
            done: number;
            due_on: string;
            duty: string;
            exceptions: components["schemas"]["FactRef"][];
            items: components["schemas"]["OwedItemView"][];
            /** @description Whether the caller may ask for an exception: never of a hard rule. */
            may_ask: boolean;
            name: string;
            /** @description The duty's own cycle: `2026-Q3` of a quarterly one. */
            period: string;
            period_title: string;
            records: components["schemas"]["FactRef"][];
            state: components["schemas"]["OwedState"];
            state_name: string;
            status: components["schemas"]["DutyStatus"];
            /**
             * Format: int64
             * @description How often in the cycle, and how often done.
             */
            times: number;
            /** @description Full points of the items that read it. */
            worth: string;
        };
        OwnSession: {
            address: string;
            /** @description What the browser says of itself. */
            agent: string;
            began_at: string;
            id: string;
            /** @description Whether it is the one that asks. */
            is_this: boolean;
            seen_at: string;
        };
        /** @description A part of a list. */
        PageView_AccountView: {
            items: {
                account: string;
                created_at: string;
                id: string;
                /** @description No sign-in for 90 days. */
                is_stale: boolean;
                name: string;
                roles: components["schemas"]["RoleAt"][];
                signed_in_at?: string | null;
                state: components["schemas"]["StateWord"];
                state_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_AttachmentView: {
            items: {
                branch_id: string;
                id: string;
                kind: components["schemas"]["FileSort"];
                name: string;
                /** @description What it belongs to: `records` and the record's id. */
                owner?: string | null;
                owner_id?: string | null;
                sha256: string;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size: number;
                uploaded_at: string;
                uploaded_by: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_BranchFlagView: {
            items: {
                branch_id: string;
                branch_name: string;
                flag: components["schemas"]["FlagView"];
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_BranchRow: {
            items: {
                category: string;
                category_name: string;
                id: string;
                /** @description `"82.50"`. */
                latest_points?: string | null;
                /** Format: int64 */
                n_members?: number | null;
                name: string;
                secretary?: string | null;
                star_name?: string | null;
                /** Format: int64 */
                stars?: number | null;
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_CandidateRow: {
            items: {
                branch_id: string;
                branch_name: string;
                closed_by?: string | null;
                closed_on?: string | null;
                id: string;
                job?: string | null;
                /** @description The last step that was taken. */
                last_name?: string | null;
                last_on?: string | null;
                member_id?: string | null;
                name: string;
                next?: components["schemas"]["NextStepView"] | null;
                stage: string;
                stage_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_CheckpointView: {
            items: {
                at: string;
                /** @description The public key that checks it, as C2SP tools read it. */
                key: string;
                /** @description The signed note. */
                note: string;
                /** @description Hex. */
                root: string;
                /**
                 * Format: int64
                 * @description How many entries.
                 */
                size: number;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_ElectionView: {
            items: {
                /** @description An extension waits for its decision. */
                asked: boolean;
                /**
                 * Format: int64
                 * @description Days to go; negative when overdue.
                 */
                days: number;
                due: string;
                kind_name: string;
                org_id: string;
                org_name: string;
                /** @description `overdue`, `soon`, `later`. */
                state: string;
                state_name: string;
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_EventView: {
            items: {
                branch_id: string;
                branch_name: string;
                class: string;
                class_name: string;
                document: string;
                /** @description 加分, 扣分, 否决: what the class can do under the scheme in force. */
                effects: components["schemas"]["EventEffect"][];
                fields: components["schemas"]["EventFieldView"][];
                id: string;
                note: string;
                on: string;
                proposal: components["schemas"]["ProposalView"];
                title: string;
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_ExceptionView: {
            items: {
                branch_id: string;
                branch_name: string;
                document: string;
                duty: string;
                duty_name: string;
                id: string;
                period: string;
                period_title: string;
                proposal: components["schemas"]["ProposalView"];
                reason: string;
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_FactRow: {
            items: {
                branch_id: string;
                branch_name: string;
                filed_on?: string | null;
                id: string;
                key: string;
                kind: components["schemas"]["FactKind"];
                kind_name: string;
                name: string;
                on: string;
                state: components["schemas"]["FactState"];
                state_name: string;
                title: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_FoundView: {
            items: {
                category?: string | null;
                category_name?: string | null;
                id: string;
                kind: components["schemas"]["OrgKind"];
                name: string;
                parent_id?: string | null;
                parent_name?: string | null;
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_JobView: {
            items: {
                created_at: string;
                error?: string | null;
                expires_at?: string | null;
                /** @description What the file is called, with its ending. */
                file_name?: string | null;
                finished_at?: string | null;
                id: string;
                kind: string;
                /**
                 * Format: int64
                 * @description Rows of a table, records of a book.
                 */
                n_rows?: number | null;
                /**
                 * Format: int64
                 * @description 0 to 100.
                 */
                percent: number;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size?: number | null;
                state: components["schemas"]["JobWord"];
                title: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_LogView: {
            items: {
                /** @description Empty where somebody tried a name that no account has. */
                account: string;
                action: string;
                action_name: string;
                address?: string | null;
                at: string;
                /** @description What it was done to. */
                detail: string;
                id: string;
                name?: string | null;
                /** @description Why personal data was looked at. */
                purpose?: string | null;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_MemberRow: {
            items: {
                born_on?: string | null;
                branch_id: string;
                branch_name: string;
                confirmed_on?: string | null;
                education?: string | null;
                group_id?: string | null;
                group_name?: string | null;
                id: string;
                job?: string | null;
                joined_on?: string | null;
                left_by?: string | null;
                /** @description The last day here, for those who left, and why. */
                left_on?: string | null;
                name: string;
                /**
                 * Format: int32
                 * @description Whole years since confirmation (党龄).
                 */
                party_years?: number | null;
                /** @description `138****1234`. */
                phone_mask?: string | null;
                /** @description 书记、组织委员… */
                posts: string[];
                retired: boolean;
                sex?: components["schemas"]["Sex"] | null;
                sex_name?: string | null;
                shift?: string | null;
                standing: components["schemas"]["Standing"];
                standing_name: string;
                unit_name: string;
                whereabouts: components["schemas"]["Whereabouts"];
                whereabouts_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_NoticeView: {
            items: {
                at: string;
                branch_id?: string | null;
                branch_name?: string | null;
                done_at?: string | null;
                due_on?: string | null;
                id: string;
                kind: components["schemas"]["NoticeKind"];
                /** @description A place in the product. */
                link: string;
                read_at?: string | null;
                text: string;
                title: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_OverdueRow: {
            items: {
                branch_id: string;
                branch_name: string;
                /**
                 * Format: int64
                 * @description Days since the last day in time.
                 */
                days: number;
                due_on: string;
                duty: string;
                kind?: components["schemas"]["RecordKind"] | null;
                /**
                 * Format: int64
                 * @description How often it is still to be done.
                 */
                missing: number;
                name: string;
                period: string;
                period_title: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_RecordRow: {
            items: {
                also: components["schemas"]["RecordKind"][];
                branch_id: string;
                branch_name: string;
                can: components["schemas"]["RecordAct"][];
                /** @description The year of the notice that it belongs to. */
                counts_for?: string | null;
                entered_by: string;
                entitled?: string | null;
                filed_at?: string | null;
                /** @description Something was typed since the last filing; only its own branch is told. */
                has_draft: boolean;
                id: string;
                kind: components["schemas"]["RecordKind"];
                kind_name: string;
                /** @description Came after the deadline; the first arrival counts. */
                late: boolean;
                /** @description `2026-09-10`; a draft may have none yet. */
                on?: string | null;
                present?: string | null;
                /** @description Of the last return or withdrawal. */
                reason?: string | null;
                /** Format: int64 */
                rev: number;
                /**
                 * Format: int64
                 * @description Filings, returns and acceptances so far.
                 */
                round: number;
                saved_at: string;
                state: components["schemas"]["RecordState"];
                state_name: string;
                title: string;
                unit_id: string;
                unit_name: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description A part of a list. */
        PageView_TransferView: {
            items: {
                from_name?: string | null;
                id: string;
                left_on: string;
                letter?: string | null;
                may_receive: boolean;
                may_withdraw: boolean;
                member_id: string;
                member_name: string;
                /** @description The letter has run out and nobody received the member. */
                overdue: boolean;
                received_on?: string | null;
                state: string;
                state_name: string;
                to_name?: string | null;
                /** @description Last day on which the letter is valid. */
                until_on: string;
            }[];
            more: boolean;
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How many there are, or how many were counted if there are `more`.
             */
            total: number;
        };
        /** @description Two people who talked; never what about. */
        Pair: {
            class: components["schemas"]["PairClass"];
            one: string;
            other: string;
        };
        /** @enum {string} */
        PairClass: "committee_committee" | "committee_member" | "member_member";
        /** @description A document, a sheet or a slide. */
        Part: {
            blocks: components["schemas"]["Block"][];
            title: string;
        };
        /**
         * Format: binary
         * @description A PDF.
         */
        Pdf: string;
        /** @enum {string} */
        PeriodState: "open" | "sealed";
        PeriodView: {
            kind: components["schemas"]["Cycle"];
            /** @description `2026-09`, `2026-Q3`, `2026-H1` or `2026`. */
            period: string;
            rated_at: string | null;
            state: components["schemas"]["PeriodState"];
            title: string;
        };
        PeriodsView: {
            /** @description Newest month with results that is over. */
            current_month: string | null;
            current_quarter: string | null;
            current_year: string | null;
            items: components["schemas"]["PeriodView"][];
            /** @description The month that is running, if it was rated: its points are provisional. */
            running_month: string | null;
        };
        /**
         * @description One thing that a role allows.
         * @enum {string}
         */
        Permission: "read_rankings" | "read_results" | "rate_periods" | "seal_periods" | "read_organisation" | "change_organisation" | "import_workbooks" | "read_members" | "reveal_members" | "keep_members" | "decide_on_members" | "keep_norms" | "read_discipline" | "keep_discipline" | "read_records" | "keep_records" | "review_records" | "read_events" | "propose_events" | "approve_events" | "ask_exceptions" | "approve_exceptions" | "keep_calendar" | "read_logs" | "read_accounts" | "keep_accounts" | "grant_roles" | "read_journal" | "read_burden" | "read_alarms";
        PermissionMatrix: {
            permissions: components["schemas"]["PermissionView"][];
            roles: components["schemas"]["RoleName"][];
        };
        PermissionView: {
            name: string;
            permission: components["schemas"]["Permission"];
            roles: components["schemas"]["Role"][];
        };
        /** @description Empty texts mean “not known”. */
        Person: {
            born_on?: string;
            confirmed_on?: string;
            education?: string;
            ethnic?: string;
            /** @description In full; absent keeps the number that is there, an empty text removes it. */
            identity: string | null;
            job?: string;
            joined_on?: string;
            name: string;
            phone: string | null;
            retired_on?: string;
            /** @description `male` or `female`. */
            sex?: string;
            shift?: string;
        };
        /** @description A picture like one of this record. */
        PictureHint: components["schemas"]["HintedRecord"] & {
            /** @description Bits of the fingerprint that differ, of 64. */
            apart: string;
            file_id: string;
            file_name: string;
            /** @description The other picture, where the caller may open it. */
            other_file_id: string | null;
        };
        PictureView: {
            branch: components["schemas"]["BranchView"];
            gaps: components["schemas"]["GapView"][];
            honours: components["schemas"]["FactRef"][];
            indices: components["schemas"]["IndexView"][];
            /** Format: int64 */
            of: number;
            period: string;
            points: string;
            possible: string;
            /** Format: int64 */
            previous_rank: number | null;
            /** Format: int64 */
            rank: number | null;
            scheme: components["schemas"]["SchemeRef"];
            star_name: string | null;
            /**
             * Format: int64
             * @description The star that stood at the period's end.
             */
            stars: number | null;
            stars_history: components["schemas"]["StarView"][];
            state: components["schemas"]["ResultState"];
            state_note: string;
            strengths: components["schemas"]["StrengthView"][];
            tier: components["schemas"]["TierView"] | null;
            title: string;
            /** @description Up to twelve months, oldest first. */
            trend: components["schemas"]["TrendView"][];
            vetoes: components["schemas"]["VetoView"][];
            waiting: components["schemas"]["WaitingView"][];
        };
        PointsView: {
            full: string;
            precision: string;
            rounding: string;
        };
        /** @enum {string} */
        Post: "secretary" | "deputy" | "organiser" | "publicity" | "discipline" | "production" | "youth" | "committee" | "group_leader";
        PostEnd: {
            on: string;
        };
        PostView: {
            from_on: string;
            id: string;
            org_name: string;
            post: components["schemas"]["Post"];
            post_name: string;
            until_on: string | null;
        };
        /** @description What of an office file is shown inside the product: texts and tables, nothing that runs. */
        Preview: {
            parts: components["schemas"]["Part"][];
            /** @description Whether more is in the file than is shown. */
            truncated: boolean;
        };
        /** @description One place in what was sent that has to be mended. */
        ProblemView: {
            at: string;
            message: string;
        };
        /**
         * @description 待审批、已通过、未通过、已撤回.
         * @enum {string}
         */
        ProposalState: "proposed" | "approved" | "refused" | "withdrawn";
        /** @description Where an entry stands, who said what, and what the caller may do with it. */
        ProposalView: {
            decided_at: string | null;
            decided_by: string | null;
            decision: string;
            fact_id: string | null;
            may_decide: boolean;
            may_withdraw: boolean;
            proposed_at: string;
            proposed_by: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            rev: number;
            state: components["schemas"]["ProposalState"];
            state_name: string;
            withdrawal: string;
            withdrawn_at: string | null;
            withdrawn_by: string | null;
        };
        ProvedReceiptView: {
            checkpoint: components["schemas"]["CheckpointView"] | null;
            /** @description Audit path of RFC 6962 in hex, from the leaf upwards. */
            path: string[];
            receipt: components["schemas"]["ReceiptView"];
        };
        RankingRow: {
            branch_id: string;
            branch_name: string;
            indices: components["schemas"]["IndexValue"][];
            /**
             * Format: int64
             * @description Places won since the period before; negative is down.
             */
            movement: number | null;
            /** Format: int64 */
            of: number;
            points: string;
            /** Format: int64 */
            previous_rank: number | null;
            /** Format: int64 */
            rank: number | null;
            star_name: string | null;
            /** Format: int64 */
            stars: number | null;
            state: components["schemas"]["ResultState"];
            state_note: string;
            unit_id: string;
            unit_name: string;
            vetoed: boolean;
        };
        RankingView: {
            categories: components["schemas"]["CategoryCount"][];
            category: string;
            category_name: string;
            indices: components["schemas"]["CodeName"][];
            items: components["schemas"]["RankingRow"][];
            more: boolean;
            note: string;
            /** Format: int64 */
            page: number;
            period: string;
            scheme: components["schemas"]["SchemeRef"];
            /** Format: int64 */
            size: number;
            star_counts: components["schemas"]["StarCountView"][];
            tie_rule: string;
            title: string;
            /** Format: int64 */
            total: number;
        };
        RatedView: {
            /** Format: int64 */
            n_branches: number;
            /**
             * Format: int64
             * @description Branches whose result changed: they have a new revision.
             */
            n_changed: number;
            /**
             * Format: int64
             * @description Branches with something that a person still has to supply.
             */
            n_waiting: number;
            period: string;
        };
        ReadOnlyView: {
            /** @description Why, and what the administrator does. */
            message: string;
            since: string;
            why: components["schemas"]["Trouble"];
        };
        Receipt: {
            /** @description Needed when the letter has run out. */
            late_reason?: string;
            on: string;
        };
        /** @description What the filer holds; as JSON it is a file for `baolei verify --receipts`. */
        ReceiptView: {
            account: string;
            /** @description `record.filed`. */
            action: string;
            at: string;
            /** @description Hex. */
            leaf: string;
            /**
             * Format: int64
             * @description The entry's number, from 1; the leaf's index is one less.
             */
            seq: number;
        };
        ReceiptsView: {
            items: components["schemas"]["ReceiptView"][];
        };
        /**
         * @description What a caller may do with a record now.
         * @enum {string}
         */
        RecordAct: "edit" | "file" | "return" | "accept" | "withdraw" | "copy";
        /** @description The content of a record of any kind; which fields a kind asks for says [`crate::required`]. */
        RecordBody: {
            /**
             * @description A short account of what was done.
             * @default null
             */
            account: string | null;
            /** @default [] */
            agenda: components["schemas"]["Agenda"][];
            /**
             * @description Further duties that the same event meets.
             * @default []
             */
            also: components["schemas"]["RecordKind"][];
            /** @default [] */
            attendance: components["schemas"]["Attendee"][];
            /**
             * Format: int32
             * @default null
             */
            ballots_in: number | null;
            /**
             * Format: int32
             * @default null
             */
            ballots_out: number | null;
            /** @default [] */
            candidates: components["schemas"]["Candidate"][];
            /** @default null */
            chair: string | null;
            /**
             * @description The year of the notice: `2025`.
             * @default null
             */
            counts_for: string | null;
            /** @default null */
            end: string | null;
            /**
             * Format: int32
             * @description Only where nobody is ticked by name.
             * @default null
             */
            entitled: number | null;
            /**
             * @description Number of the approval to hold it earlier or later.
             * @default null
             */
            extension: string | null;
            /** @default [] */
            file_ids: string[];
            /** @default null */
            form: string | null;
            /** @default [] */
            grades: components["schemas"]["Graded"][];
            /**
             * @description Why more than a third were graded 优秀.
             * @default null
             */
            grades_reason: string | null;
            /**
             * @description The party group that met.
             * @default null
             */
            group_id: string | null;
            /**
             * @description `1.5`.
             * @default null
             */
            hours: string | null;
            /** @default null */
            lecturer: components["schemas"]["Lecturer"] | null;
            /** @default null */
            notice: string | null;
            /** @default [] */
            observers: string[];
            /**
             * @description The day it was held: `2026-09-10`.
             * @default null
             */
            on: string | null;
            /** @default false */
            online: boolean;
            /**
             * Format: int32
             * @default null
             */
            paid: number | null;
            /** @default [] */
            pairs: components["schemas"]["Pair"][];
            /**
             * Format: int32
             * @default null
             */
            payable: number | null;
            /** @default null */
            place: string | null;
            /**
             * Format: int32
             * @default null
             */
            present: number | null;
            /** @default null */
            recorder: string | null;
            /** @default [] */
            rectifications: components["schemas"]["Rectification"][];
            /**
             * @description The superior's reply and its number.
             * @default null
             */
            reply: string | null;
            /**
             * Format: int32
             * @default null
             */
            seats: number | null;
            /**
             * @description `14:30`.
             * @default null
             */
            start: string | null;
            /**
             * Format: int32
             * @default null
             */
            talks_held: number | null;
            /** @default [] */
            tasks: components["schemas"]["RecordTask"][];
            /** @default null */
            term_from: string | null;
            /** @default null */
            term_until: string | null;
            /**
             * @description A word of the scheme's list of themes.
             * @default null
             */
            theme: string | null;
            /** @default null */
            title: string | null;
        };
        RecordIds: {
            ids: string[];
        };
        /**
         * @description A sort of ledger record; its word is the key of the facts it makes.
         * @enum {string}
         */
        RecordKind: "members_meeting" | "committee_meeting" | "group_meeting" | "lecture" | "theme_day" | "org_life_meeting" | "appraisal" | "election" | "talk" | "secretary_report" | "work_plan" | "quarter_report" | "disclosure" | "dues" | "activist_review" | "frontline_visit";
        RecordReason: {
            reason?: string;
        };
        RecordRow: {
            also: components["schemas"]["RecordKind"][];
            branch_id: string;
            branch_name: string;
            can: components["schemas"]["RecordAct"][];
            /** @description The year of the notice that it belongs to. */
            counts_for: string | null;
            entered_by: string;
            entitled: string | null;
            filed_at: string | null;
            /** @description Something was typed since the last filing; only its own branch is told. */
            has_draft: boolean;
            id: string;
            kind: components["schemas"]["RecordKind"];
            kind_name: string;
            /** @description Came after the deadline; the first arrival counts. */
            late: boolean;
            /** @description `2026-09-10`; a draft may have none yet. */
            on: string | null;
            present: string | null;
            /** @description Of the last return or withdrawal. */
            reason: string | null;
            /** Format: int64 */
            rev: number;
            /**
             * Format: int64
             * @description Filings, returns and acceptances so far.
             */
            round: number;
            saved_at: string;
            state: components["schemas"]["RecordState"];
            state_name: string;
            title: string;
            unit_id: string;
            unit_name: string;
        };
        /** @enum {string} */
        RecordState: "draft" | "filed" | "returned" | "accepted" | "withdrawn";
        RecordTask: {
            due?: string | null;
            owner?: string | null;
            what: string;
        };
        /** @description A record with its content, its history and the facts made from it. */
        RecordView: components["schemas"]["RecordRow"] & {
            /** @description What counts: the last filing, or the draft of a record never filed. */
            body: components["schemas"]["RecordBody"];
            draft: components["schemas"]["RecordBody"] | null;
            facts: components["schemas"]["FactRef"][];
            /** @description What stands in the way of filing. */
            problems: components["schemas"]["ProblemView"][];
            rounds: components["schemas"]["RoundView"][];
            verdict: components["schemas"]["VerdictView"];
        };
        /** @description A counted vote of a meeting. */
        RecordVote: {
            /** Format: int32 */
            abstain: number;
            act: components["schemas"]["VoteAct"];
            /** Format: int32 */
            against: number;
            /**
             * Format: int32
             * @description Of those in the room.
             */
            in_favour: number;
            /** @description Whom it is about. */
            person?: string | null;
            secret?: boolean;
            /**
             * Format: int32
             * @description Formal written opinions handed in before the meeting.
             */
            written_in_favour?: number;
        };
        Rectification: {
            due?: string | null;
            measure?: string | null;
            owner?: string | null;
            problem: string;
        };
        /** @description One cycle of a duty of a branch, as the list of overdue duties names it. */
        RemindedDuty: {
            branch_id: string;
            duty: string;
            period: string;
        };
        RemindedView: {
            /**
             * Format: int64
             * @description Those that were told today already.
             */
            known: number;
            /**
             * Format: int64
             * @description Branches and duties that were told now.
             */
            told: number;
        };
        /** @description When reminders go out, in days; an installation's own choice. */
        ReminderRules: {
            /**
             * Format: int32
             * @description Days after the due day until the branch is reminded again.
             */
            after: number;
            /**
             * Format: int32
             * @description Days before the due day of what is owed monthly.
             */
            before_month: number;
            /** Format: int32 */
            before_quarter: number;
            /**
             * Format: int32
             * @description Also for half-years.
             */
            before_year: number;
            /**
             * Format: int32
             * @description Days after the due day until the superior is told.
             */
            escalate: number;
        };
        /**
         * @description How far a branch's result is settled.
         * @enum {string}
         */
        ResultState: "final" | "waiting" | "not_rated";
        RevealAsked: {
            /** @description `identity` or `phone`. */
            field: string;
            /** @description What for. */
            purpose: string;
        };
        RevealView: {
            value: string;
        };
        RevisionView: {
            points: string;
            rated_at: string;
            reason: string;
            /** Format: int64 */
            revision: number;
        };
        /** @enum {string} */
        Role: "organisation" | "unit" | "branch" | "business" | "leader" | "auditor" | "member" | "administrator" | "security_administrator" | "audit_administrator";
        RoleAt: {
            org_id: string;
            org_name: string;
            role: components["schemas"]["Role"];
            role_name: string;
        };
        RoleName: {
            name: string;
            role: components["schemas"]["Role"];
        };
        RoleView: {
            org_id: string;
            org_name: string;
            role: components["schemas"]["Role"];
            role_name: string;
        };
        /** @enum {string} */
        RoundAct: "filed" | "returned" | "accepted" | "withdrawn";
        RoundView: {
            act: components["schemas"]["RoundAct"];
            act_name: string;
            at: string;
            by: string;
            /** @description Against the filing before; empty for the first and for what is no filing. */
            changes: components["schemas"]["ChangeView"][];
            /** Format: int64 */
            n: number;
            reason: string | null;
        };
        /**
         * @description How binding a rule is.
         * @enum {string}
         */
        RuleStatus: "H" | "N" | "L";
        RuleView: {
            clause: string;
            /** @description What the platform does with it, in words. */
            summary: string;
            text: string;
        };
        RungView: {
            asks: string[];
            code: string;
            name: string;
            stars: number[];
            text: string;
        };
        SavedView: {
            /** @description Duties that the record would meet as it is typed. */
            duties: components["schemas"]["MetDuty"][];
            problems: components["schemas"]["ProblemView"][];
            /** Format: int64 */
            rev: number;
            saved_at: string;
            verdict: components["schemas"]["VerdictView"];
        };
        SchemeRef: {
            code: string;
            title: string;
            version: string;
        };
        SchemeRow: {
            code: string;
            /** @description First day. */
            effective_from: string;
            /** Format: int64 */
            n_items: number;
            published_at: string | null;
            state: components["schemas"]["SchemeState"];
            title: string;
            version: string;
        };
        /** @enum {string} */
        SchemeState: "published" | "draft";
        SchemeVetoView: {
            clause: string;
            code: string;
            effect: string;
            /** @description What the platform looks at, in words. */
            rule: string;
            text: string;
        };
        SchemeView: {
            approved_by: string;
            blocks: components["schemas"]["BlockView"][];
            categories: components["schemas"]["CodeNameText"][];
            choices: components["schemas"]["TitleText"][];
            code: string;
            duties: components["schemas"]["DutyView"][];
            effective_from: string;
            facts: components["schemas"]["ClassView"][];
            indices: components["schemas"]["CodeNameText"][];
            items: components["schemas"]["ItemView"][];
            ladder: components["schemas"]["RungView"][];
            points: components["schemas"]["PointsView"];
            /** @description Each line of the rating rules as a sentence. */
            rating: components["schemas"]["TitleText"][];
            sections: components["schemas"]["SectionView"][];
            source: string;
            state: components["schemas"]["SchemeState"];
            /** @description The document itself. */
            text: string;
            title: string;
            version: string;
            vetoes: components["schemas"]["SchemeVetoView"][];
            warnings: string[];
        };
        SchemesView: {
            items: components["schemas"]["SchemeRow"][];
        };
        ScorecardView: {
            /** @description Why this star. */
            award: components["schemas"]["AwardReason"][];
            base_points: string;
            blocks: components["schemas"]["ShareView"][];
            bonus: string;
            branch: components["schemas"]["BranchView"];
            consequences: string[];
            deduction: string;
            indices: components["schemas"]["ShareView"][];
            labels: string[];
            lines: components["schemas"]["LineView"][];
            /** Format: int64 */
            of: number;
            outputs: components["schemas"]["OutputView"][];
            period: string;
            points: string;
            possible: string;
            /** Format: int64 */
            rank: number | null;
            rated_at: string;
            /** Format: int64 */
            revision: number;
            revisions: components["schemas"]["RevisionView"][];
            scheme: components["schemas"]["SchemeRef"];
            sections: components["schemas"]["ShareView"][];
            star_name: string | null;
            /** Format: int64 */
            stars: number | null;
            state: components["schemas"]["ResultState"];
            state_note: string;
            /** @description How the total arises from the lines; adds up to `points`. */
            summary: components["schemas"]["StepView"][];
            title: string;
            vetoes: components["schemas"]["VetoView"][];
        };
        SectionView: {
            code: string;
            group: string;
            name: string;
        };
        SentenceView: {
            clause: string;
            holds: boolean;
            status: components["schemas"]["RuleStatus"];
            text: string;
        };
        SessionList: {
            items: components["schemas"]["OwnSession"][];
        };
        SessionView: {
            must_choose: components["schemas"]["MustChooseWord"] | null;
            roles: components["schemas"]["RoleView"][];
            user: components["schemas"]["UserView"];
        };
        /** @enum {string} */
        Sex: "male" | "female";
        ShareView: {
            code: string;
            earned: string;
            name: string;
            possible: string;
            value: string;
            /** @description Percent; blocks only. */
            weight?: string;
        };
        /** @description What a check found; nothing was written. */
        SheetsChecked: {
            columns: string[];
            /** @description The first rows with faults, 200 at most. */
            failed: components["schemas"]["FailedRow"][];
            n_failed: number;
            n_rows: number;
            /** @description The first good rows. */
            preview: string[][];
            /** @description Of the bytes that were checked; to be sent along when they are kept. */
            sha256: string;
        };
        /** @description What was kept. */
        SheetsImported: {
            /** @description Whether results are still being made; `/imports/rating` tells when they are. */
            is_rating: boolean;
            n_rows: number;
            /** @description `已导入 3 名党员`. */
            said: string;
        };
        SpanView: {
            branch_name: string;
            ended_by: string | null;
            from_on: string;
            group_name: string | null;
            reason: string;
            standing_name: string;
            until_on: string | null;
            whereabouts_name: string;
        };
        Splitting: {
            order: components["schemas"]["Ordered"];
            parts: components["schemas"]["NewPart"][];
        };
        /**
         * @description What a membership entitles to.
         * @enum {string}
         */
        Standing: "full" | "probationary" | "observed" | "rights_suspended" | "suspended";
        StarCountView: {
            /** @description 名额说明. */
            limit?: string;
            /** Format: int64 */
            n: number;
            name: string;
            /** Format: int64 */
            stars: number;
        };
        StarName: {
            /** Format: int64 */
            n: number;
            name: string;
            /** Format: int64 */
            stars: number;
        };
        StarView: {
            period: string;
            star_name: string;
            /** Format: int64 */
            stars: number;
            title: string;
        };
        StarsOf: {
            /** Format: int64 */
            n: number;
            /** Format: int64 */
            stars: number;
        };
        /** @enum {string} */
        StateWord: "active" | "waiting" | "disabled";
        /**
         * @description What made the points of a step.
         * @enum {string}
         */
        StepKind: "start" | "rule" | "cap" | "floor" | "waiting" | "not_owed" | "rounding" | "month" | "zero" | "sum" | "normalised";
        StepView: {
            clause: string | null;
            facts: components["schemas"]["FactRef"][];
            kind: components["schemas"]["StepKind"];
            /** @description The part period that the step comes from. */
            period: string | null;
            /** @description `"-1.00"`. */
            points: string;
            /** @description 规则原文. */
            rule: string | null;
            sentence: string;
        };
        StrengthView: {
            item_code: string;
            item_name: string;
            text: string;
        };
        StudyView: {
            items: components["schemas"]["TrainingView"][];
            /** @description Newest first; the running year is always there. */
            years: components["schemas"]["YearView"][];
        };
        SystemView: {
            alarms: components["schemas"]["AlarmView"][];
            read_only: components["schemas"]["ReadOnlyView"] | null;
        };
        TermView: {
            document: string;
            due: string;
            elected_on: string | null;
            id: string;
            /** Format: int64 */
            years: number | null;
        };
        TermsView: {
            /** @description The last day of the standing term, extensions included. */
            due: string | null;
            extensions: components["schemas"]["ExtensionView"][];
            terms: components["schemas"]["TermView"][];
            /**
             * Format: int64
             * @description Years of a term of such a body.
             */
            years: number;
        };
        /** @description A record whose text is like this one's. */
        TextHint: components["schemas"]["HintedRecord"] & {
            /** @description Characters in common. */
            characters: string;
            /** @description Of the same branch. */
            own: boolean;
            passages: components["schemas"]["HintPassage"][];
            /** @description Per cent of this record's text: `82`. */
            share: string;
        };
        TierView: {
            asks: string[];
            code: string;
            name: string;
            text: string;
        };
        TitleText: {
            text: string;
            title: string;
        };
        /**
         * @description How a figure on the workbench should look.
         * @enum {string}
         */
        Tone: "normal" | "warn" | "danger" | "good";
        TrainingView: {
            hours: string;
            id: string;
            on: string;
            title: string;
        };
        TransferView: {
            from_name: string | null;
            id: string;
            left_on: string;
            letter: string | null;
            may_receive: boolean;
            may_withdraw: boolean;
            member_id: string;
            member_name: string;
            /** @description The letter has run out and nobody received the member. */
            overdue: boolean;
            received_on: string | null;
            state: string;
            state_name: string;
            to_name: string | null;
            /** @description Last day on which the letter is valid. */
            until_on: string;
        };
        TrendView: {
            category_best: string | null;
            category_mean: string | null;
            period: string;
            points: string | null;
            /** Format: int64 */
            rank: number | null;
            title: string;
        };
        /**
         * @description Why nothing may be changed.
         * @enum {string}
         */
        Trouble: "storage" | "journal";
        UndoneDues: {
            member_id: string;
            month: string;
        };
        UnitPart: {
            mean_points: string | null;
            /** Format: int64 */
            n_branches: number;
            /** Format: int64 */
            n_waiting: number;
            stars: components["schemas"]["StarsOf"][];
            unit_id: string;
            unit_name: string;
        };
        UserView: {
            account: string;
            id: string;
            name: string;
        };
        UsualFigure: {
            name: string;
            value: string;
        };
        /** @description The arithmetic of a record. */
        VerdictView: {
            figures: components["schemas"]["FigureView"][];
            sentences: components["schemas"]["SentenceView"][];
        };
        VerifiedView: {
            at: string;
            /** @description In words; the first 200. */
            findings: string[];
            /** Format: int64 */
            n_entries: number;
            /** Format: int64 */
            n_findings: number;
            /** Format: int64 */
            n_rows: number;
            root: string;
        };
        VetoView: {
            effect: string;
            facts: components["schemas"]["FactRef"][];
            text: string;
        };
        VetoedView: {
            branch_id: string;
            branch_name: string;
            text: string;
        };
        /**
         * @description What a meeting does; each has its own quorum and majority.
         * @enum {string}
         */
        VoteAct: "decision" | "admission" | "election" | "committee";
        WaitingView: {
            for_whom: string;
            item_code: string;
            item_name: string;
            text: string;
        };
        /** @enum {string} */
        Whereabouts: "present" | "mobile" | "missing";
        WorkCalendarView: {
            days: components["schemas"]["WorkDayView"][];
            /** @description Whether the notice with the days made up is known; otherwise only the statutory days are. */
            is_complete: boolean;
            may_edit: boolean;
            /** Format: int32 */
            year: number;
        };
        WorkDayView: {
            day: string;
            kind: components["schemas"]["DayKind"];
            name: string;
            /**
             * Format: int64
             * @description 0: as published.
             */
            rev: number;
            /** @description The notice that says so. */
            source: string;
        };
        WorkbenchView: {
            cards: components["schemas"]["CardView"][];
            category_means?: components["schemas"]["CategoryMeans"][];
            mine?: components["schemas"]["MineView"];
            movers?: components["schemas"]["MoverView"][];
            period: string | null;
            role: components["schemas"]["Role"];
            star_counts?: components["schemas"]["StarName"][];
            title: string;
            trend?: components["schemas"]["MeanView"][];
            units?: components["schemas"]["UnitPart"][];
            vetoed?: components["schemas"]["VetoedView"][];
        };
        /**
         * Format: binary
         * @description The bytes of an .xlsx workbook.
         */
        Workbook: string;
        YearView: {
            hours: string;
            met: boolean | null;
            /** @description Hours that are normally asked for; more of committee members. */
            norm: string | null;
            source: string | null;
            /** Format: int32 */
            year: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_accounts: {
        parameters: {
            query?: {
                /** @description In the account's or the person's name. */
                q?: string;
                role?: string;
                /** @description `active`, `waiting`, `disabled`, `stale`. */
                state?: string;
                /** @description `account` or `signed_in_at`: longest ago first. */
                sort?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_AccountView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddAccount"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    reset_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    disable_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    grant_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRole"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                role: string;
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    download_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Content"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_branches: {
        parameters: {
            query?: {
                /** @description Part of the branch's or its secretary's name. */
                q?: string;
                category?: string;
                unit?: string;
                page?: number;
                size?: number;
                /** @description `name`, `points`, `-points`, `-stars`, `-n_members`. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_BranchRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_attachments: {
        parameters: {
            query?: {
                page?: number;
                size?: number;
                /** @description `records`. */
                owner?: string;
                owner_id?: string;
                /** @description Part of the name. */
                q?: string;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_AttachmentView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_attachment: {
        parameters: {
            query: {
                /** @description The file's name with its ending, as the sender calls it. */
                name: string;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Content"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no room is left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    print_book: {
        parameters: {
            query?: {
                /** @description This year unless said. */
                year?: number;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": components["schemas"]["Pdf"];
                };
            };
            /** @description fonts are missing */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    branch_calendar: {
        parameters: {
            query?: {
                /** @description `2026-09`; this month unless said. */
                month?: string;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_dues: {
        parameters: {
            query?: {
                /** @description The running year if absent. */
                year?: number;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pay_dues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuesPayments"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    undo_dues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoneDues"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_duties: {
        parameters: {
            query?: {
                /** @description `2026-09`; the running month unless said. */
                month?: string;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutiesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_groups: {
        parameters: {
            query?: {
                /** @description Whose meetings are listed; the running year if absent. */
                year?: number;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGroup"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rename_group: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                branch: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupName"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    close_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                branch: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseGroup"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    name_leader: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                branch: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupLeader"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    place_in_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                branch: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupMembers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    branch_matrix: {
        parameters: {
            query?: {
                /** @description This year unless said. */
                year?: number;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatrixView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_picture: {
        parameters: {
            query?: {
                /** @description `2026-09`, `2026-Q3`, `2026-H1` or `2026`. */
                period?: string;
            };
            header?: never;
            path: {
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_burden: {
        parameters: {
            query?: {
                /** @description Code and version of a scheme or draft; the one in force unless said. */
                code?: string;
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BurdenView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    put_day: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                day: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorkDay"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkDayView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkCalendarView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_candidates: {
        parameters: {
            query?: {
                /** @description A body of the organisation: its branches at any depth. */
                org?: string;
                /** @description `applicant`, `activist`, `target` or `probationary`. */
                stage?: string;
                /** @description Part of the name. */
                q?: string;
                /** @description `true`: those whose way has ended instead of the others. */
                closed?: boolean;
                /** @description The way of this member. */
                member?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_CandidateRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCandidate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    edit_candidate: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateAbout"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    close_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateEnd"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    take_step: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDevelopmentStep"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    undo_step: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoriesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_checkpoints: {
        parameters: {
            query?: {
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_CheckpointView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    latest_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckpointView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    checkpoint_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                size: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_elections: {
        parameters: {
            query?: {
                /** @description Part of the name. */
                q?: string;
                unit?: string;
                /** @description `overdue`, `soon`, `later`; `due` is the first two. */
                state?: string;
                page?: number;
                size?: number;
                /** @description `due`, `-due`. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_ElectionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                branch?: string;
                unit?: string;
                class?: string;
                state?: components["schemas"]["ProposalState"];
                /** @description Events that happened in it. */
                period?: string;
                /** @description Part of the title, the document's number or the branch's name. */
                q?: string;
                page?: number;
                size?: number;
                /** @description `-on` (newest first) or `on`. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_EventView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    propose_event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEvent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    approve_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManyEvents"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManyEventsDone"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_event_classes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventClasses"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEvent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPreview"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_event: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    approve_event: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedView_EventView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    refuse_event: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedView_EventView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw_event: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedView_EventView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_exceptions: {
        parameters: {
            query?: {
                branch?: string;
                unit?: string;
                duty?: string;
                state?: components["schemas"]["ProposalState"];
                /** @description Part of the reason, the duty or the branch's name. */
                q?: string;
                page?: number;
                size?: number;
                /** @description `-asked` (newest first) or `asked`. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_ExceptionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    ask_exception: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewException"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExceptionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_exception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExceptionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    approve_exception: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedView_ExceptionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    refuse_exception: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedView_ExceptionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw_exception: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedView_ExceptionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decide_extension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                extension: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_facts: {
        parameters: {
            query?: {
                branch?: string;
                key?: string;
                kind?: components["schemas"]["FactKind"];
                /** @description Facts that happened in it. */
                period?: string;
                /** @description Part of the title or of the branch's name. */
                q?: string;
                page?: number;
                size?: number;
                /** @description `-on` (newest first) or `on`. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_FactRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_fact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_rating: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRating"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description `waiting`, `running`, `done`, `failed`, `expired`. */
                state?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_JobView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_job: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJob"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    download_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Workbook"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    verify_journal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifiedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_operations: {
        parameters: {
            query?: {
                account?: string;
                action?: string;
                /** @description In what it was done to, the address or the purpose. */
                q?: string;
                /** @description First day, `2026-09-01`. */
                from?: string;
                /** @description Last day. */
                until?: string;
                /** @description `at` or `-at`. */
                sort?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_LogView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_sign_ins: {
        parameters: {
            query?: {
                account?: string;
                action?: string;
                /** @description In what it was done to, the address or the purpose. */
                q?: string;
                /** @description First day, `2026-09-01`. */
                from?: string;
                /** @description Last day. */
                until?: string;
                /** @description `at` or `-at`. */
                sort?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_LogView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description A body of the organisation: its branches at any depth. */
                org?: string;
                group?: string;
                standing?: components["schemas"]["Standing"];
                whereabouts?: components["schemas"]["Whereabouts"];
                /** @description `true`: the retired only; `false`: all others. */
                retired?: boolean;
                /** @description Part of the name or the job. */
                q?: string;
                /** @description `true`: those who have left instead of those who are here. */
                left?: boolean;
                /** @description `name`, `joined_on`, `-joined_on`, `born_on`, `-born_on`; as in documents if absent. */
                sort?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_MemberRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    import_members: {
        parameters: {
            query: {
                /** @description `sha256` of the answer to the check. */
                sha256: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Workbook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetsImported"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    check_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Workbook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetsChecked"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    mark_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Workbook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Workbook"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    members_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Workbook"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    search_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Number"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_MemberRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    edit_member: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Person"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_discipline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMemberAward"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnteredDiscipline"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_discipline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisciplineAsked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberAwardList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDuesBase"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decide_reduction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuesDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_membership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["End"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_honours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberAwardList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_honour: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMemberAward"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberAwardList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_membership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Change"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPost"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                post: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostEnd"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    reveal_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealAsked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_training: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransfer"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_norms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_norm: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNorm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NormList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_notices: {
        parameters: {
            query?: {
                /** @description `todo` (unless said), `to_read` or `done`. */
                part?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_NoticeView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    count_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeCountsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_flags: {
        parameters: {
            query?: {
                /** @description Part of the branch's name. */
                q?: string;
                unit?: string;
                branch?: string;
                /** @description Which flag. */
                code?: string;
                /** @description `hard`, `normal`, `local`. */
                status?: string;
                /** @description `true`: those that an approved exception lifts, too. */
                lifted?: boolean;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_orgs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    found_org: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrg"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    find_orgs: {
        parameters: {
            query?: {
                /** @description Part of the name. */
                q?: string;
                /** @description `company`, `unit`, `general`, `branch`. */
                kind?: string;
                /** @description Directly below this body. */
                parent?: string;
                /** @description At or anywhere below this body. */
                within?: string;
                id?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_FoundView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_org: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDetailView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    close_org: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Closing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    ask_extension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExtension"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgHistoryView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    org_matrix: {
        parameters: {
            query?: {
                year?: number;
                /** @description One duty; without it the worst of all duties of each month. */
                duty?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgMatrixView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    merge_orgs: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merging"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    move_org: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewParent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    overdue_duties: {
        parameters: {
            query?: {
                page?: number;
                size?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_OverdueRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remind_branches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReminder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemindedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    recategorise_org: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rename_org: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrgName"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    split_org: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                preview?: boolean;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Splitting"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgChangedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_terms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    hold_election: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTerm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_periods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rate_period: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_scorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorecardView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    print_scorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
                branch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": components["schemas"]["Pdf"];
                };
            };
            /** @description fonts are missing */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    seal_period: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionMatrix"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_ranking: {
        parameters: {
            query?: {
                /** @description A category of the scheme; the first one that the caller may read if left out. */
                category?: string;
                unit?: string;
                /** @description Part of the branch's name. */
                q?: string;
                stars?: number;
                page?: number;
                size?: number;
                /** @description `rank`, `points`, `-points`, `name`, `-movement`. */
                sort?: string;
            };
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RankingView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    print_ranking: {
        parameters: {
            query?: {
                /** @description A category of the scheme; the first one that the caller may read if left out. */
                category?: string;
                unit?: string;
                /** @description Part of the branch's name. */
                q?: string;
                stars?: number;
                page?: number;
                size?: number;
                /** @description `rank`, `points`, `-points`, `name`, `-movement`. */
                sort?: string;
            };
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": components["schemas"]["Pdf"];
                };
            };
            /** @description fonts are missing */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_receipts: {
        parameters: {
            query: {
                branch: string;
                /** @description `records`, `facts`, … */
                table: string;
                /** @description The row's key; its parts joined by `/`. */
                key: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvedReceiptView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_records: {
        parameters: {
            query?: {
                branch?: string;
                unit?: string;
                kind?: components["schemas"]["RecordKind"];
                state?: components["schemas"]["RecordState"];
                /** @description `2026-09`, or a longer period; records held in it. */
                month?: string;
                late?: boolean;
                /** @description Part of the title or of the branch's name. */
                q?: string;
                /** @description `-on` (newest first), `on`, `filed`, `-filed`. */
                sort?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_RecordRow"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    begin_record: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRecord"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    accept_records: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordIds"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    check_record: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckAsked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_form: {
        parameters: {
            query: {
                branch: string;
                kind: components["schemas"]["RecordKind"];
                /** @description The day of the event; today unless said. */
                on?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    accept_record: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    save_draft: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    drop_draft: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    file_record: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_hints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HintsView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    check_hints: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHintCheck"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HintCheck"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    print_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": components["schemas"]["Pdf"];
                };
            };
            /** @description fonts are missing */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    return_record: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw_record: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderRules"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    put_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReminderRules"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderRules"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_schemes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemesView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_scheme: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemeView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    open_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenSession"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    close_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_training: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTraining"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entered"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_transfer_targets: {
        parameters: {
            query?: {
                /** @description Part of the name. */
                q?: string;
                id?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_FoundView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_transfers: {
        parameters: {
            query?: {
                /** @description `sent`, `received` or `withdrawn`. */
                state?: string;
                member?: string;
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageView_TransferView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    receive_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_workbench: {
        parameters: {
            query?: {
                /** @description A period with results; the newest month if left out. */
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkbenchView"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    import_workbook: {
        parameters: {
            query: {
                /** @description `sha256` of the answer to the check. */
                sha256: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Workbook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetsImported"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    check_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Workbook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetsChecked"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    mark_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Workbook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Workbook"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    workbook_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Workbook"];
                };
            };
            /** @description the storage fails; nothing was changed */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
