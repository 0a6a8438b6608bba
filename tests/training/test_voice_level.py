from mobility_gui.training.voice_level import VoiceLevel


def test_the_key_goes_through_all_levels_and_comes_back() -> None:
    levels = [VoiceLevel.ALL]
    for _ in VoiceLevel:
        levels.append(levels[-1].following)
    assert levels == [VoiceLevel.ALL, VoiceLevel.NAMES, VoiceLevel.TONES, VoiceLevel.ALL]
