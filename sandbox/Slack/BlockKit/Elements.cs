using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>The interactive parts of blocks. Source: docs.slack.dev/reference/block-kit/block-elements.</summary>
internal static class Elements
{
    internal static Shape Image { get; } =
        new Shape("image")
            .Needs("alt_text", BeString(2000))
            .May("image_url", BeUrl())
            .May("slack_file", BeObject)
            .Together(Choices.OneOf("image_url", "slack_file"));

    internal static Shape Button { get; } =
        new Shape("button")
            .Needs("text", Texts.Plain(75))
            .May("action_id", BeString(255))
            .May("value", BeString(2000))
            .May("url", BeUrl())
            .May("style", BeOneOf("primary", "danger"))
            .May("accessibility_label", BeString(75))
            .May("confirm", Texts.Confirm);

    internal static Shape Overflow { get; } =
        new Shape("overflow")
            .Needs("options", BeList(Texts.OverflowOption, 5))
            .May("action_id", BeString(255))
            .May("confirm", Texts.Confirm);

    internal static Shape Select { get; } = AnySelect("static_select").May("initial_option", BeObject);

    internal static Shape MultiSelect { get; } =
        AnySelect("multi_static_select")
            .May("initial_options", BeList(BeObject, 100))
            .May("max_selected_items", BeWhole(1, 100));

    internal static Shape Radio { get; } = Choice("radio_buttons").May("initial_option", BeObject);

    internal static Shape Checkboxes { get; } = Choice("checkboxes").May("initial_options", BeList(BeObject, 10));

    internal static Shape DatePicker { get; } =
        Field("datepicker").May("initial_date", BeDate).May("confirm", Texts.Confirm);

    internal static Shape TimePicker { get; } =
        Field("timepicker").May("initial_time", BeTime).May("timezone", BeString(255)).May("confirm", Texts.Confirm);

    internal static Shape UsersSelect { get; } = Picker("users_select").May("initial_user", BeString(255));

    internal static Shape ConversationsSelect { get; } =
        Picker("conversations_select")
            .May("initial_conversation", BeString(255))
            .May("default_to_current_conversation", BeFlag)
            .May("response_url_enabled", BeFlag)
            .May("filter", BeObject);

    internal static Shape ChannelsSelect { get; } =
        Picker("channels_select").May("initial_channel", BeString(255)).May("response_url_enabled", BeFlag);

    internal static Shape MultiUsersSelect { get; } =
        Picker("multi_users_select")
            .May("initial_users", BeList(BeString(255), 100))
            .May("max_selected_items", BeWhole(1, 100));

    internal static Shape FeedbackButtons { get; } =
        new Shape("feedback_buttons")
            .May("action_id", BeString(255))
            .Needs("positive_button", FeedbackButton)
            .Needs("negative_button", FeedbackButton);

    internal static Shape IconButton { get; } =
        new Shape("icon_button")
            .Needs("icon", BeOneOf("trash"))
            .Needs("text", Texts.Plain(75))
            .May("action_id", BeString(255))
            .May("value", BeString(2000))
            .May("accessibility_label", BeString(75))
            .May("visible_to_user_ids", BeList(BeString(255), 100))
            .May("confirm", Texts.Confirm);

    private static Check FeedbackButton =>
        new Shape()
            .Needs("text", Texts.Plain(75))
            .Needs("value", BeString(2000))
            .May("accessibility_label", BeString(75))
            .Look;

    internal static Shape TextInput { get; } =
        Field("plain_text_input")
            .May("initial_value", BeString(3000, min: 0))
            .May("multiline", BeFlag)
            .May("min_length", BeWhole(0, 3000))
            .May("max_length", BeWhole(1, 3000))
            .May("dispatch_action_config", DispatchActions);

    internal static Shape NumberInput { get; } =
        Field("number_input")
            .Needs("is_decimal_allowed", BeFlag)
            .May("initial_value", BeNumberInString)
            .May("min_value", BeNumberInString)
            .May("max_value", BeNumberInString)
            .May("dispatch_action_config", DispatchActions);

    private static Check DispatchActions =>
        new Shape().May("trigger_actions_on", BeList(BeOneOf("on_enter_pressed", "on_character_entered"), 2)).Look;

    private static Shape Field(string type) =>
        new Shape(type)
            .May("action_id", BeString(255))
            .May("placeholder", Texts.Plain(150))
            .May("focus_on_load", BeFlag);

    private static Shape Picker(string type) => Field(type).May("confirm", Texts.Confirm);

    private static Shape AnySelect(string type) =>
        Field(type)
            .May("options", BeList(Texts.Option, 100))
            .May("option_groups", BeList(Texts.OptionGroup, 100))
            .May("confirm", Texts.Confirm)
            .Together(Choices.OneOf("options", "option_groups"))
            .Together(Choices.InitialIsAnOption);

    private static Shape Choice(string type) =>
        new Shape(type)
            .May("action_id", BeString(255))
            .Needs("options", BeList(Texts.MarkedOption, 10))
            .May("confirm", Texts.Confirm)
            .May("focus_on_load", BeFlag)
            .Together(Choices.InitialIsAnOption);
}
